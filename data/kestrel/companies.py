"""Where accounts are and what they are called: towns, time zones and company names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return text.split()


# Town, time zone, and how many accounts sit there relative to the region's other towns.
TOWNS: dict[str, list[tuple[str, str]]] = {
    "Northeast": [
        (t, "America/New_York")
        for t in words(
            "Albany Worcester Hartford Providence Scranton Syracuse Rochester Lowell Trenton Allentown Bangor "
            "Burlington Nashua Utica Erie Pittsfield Waterbury Reading"
        )
    ],
    "South": [
        *((t, "America/New_York") for t in words("Savannah Macon Durham Greenville Roanoke Tampa Ocala Charlotte")),
        *((t, "America/Chicago") for t in words("Mobile Memphis Tulsa Waco Lubbock Shreveport Huntsville Jackson")),
        ("Baton Rouge", "America/Chicago"),
        ("Little Rock", "America/Chicago"),
    ],
    "West": [
        *((t, "America/Los_Angeles") for t in words("Fresno Modesto Spokane Tacoma Eugene Reno Oakland Salem")),
        *((t, "America/Denver") for t in words("Boise Pueblo Provo Billings Boulder")),
        *((t, "America/Phoenix") for t in ("Mesa", "Tucson", "Flagstaff")),
        ("Fort Collins", "America/Denver"),
    ],
    "Canada": [
        *((t, "America/Toronto") for t in words("Hamilton Guelph Kingston Barrie Sudbury Windsor")),
        *((t, "America/Montreal") for t in ("Laval", "Gatineau", "Sherbrooke", "Trois-Rivières", "Lévis")),
        *((t, "America/Vancouver") for t in ("Surrey", "Kelowna", "Nanaimo")),
        *((t, "America/Edmonton") for t in ("Red Deer", "Lethbridge")),
        ("Brandon", "America/Winnipeg"),
        ("Moncton", "America/Halifax"),
    ],
}

SURNAMES = words(
    "Abbott Alvarez Anders Ashby Baird Barlow Barnes Becker Benning Blake Bowers Brandt Briggs Calder Carver Castillo "
    "Chandler Cobb Conley Cortez Crane Dalton Delgado Dempsey Doyle Draper Duarte Eastman Ellison Emery Falk Farrell "
    "Fenton Fischer Flores Garrity Gentry Gibbs Granger Greer Guthrie Hale Hanley Harmon Hartwell Hendricks Herrera "
    "Hobbs Holt Hoover Ibarra Ingram Jansen Jarvis Keane Keller Kemp Kimball Kirby Lambert Landry Larkin Lehman Lopez "
    "Lowry Lund Maddox Marsh Mayfield McCabe McCoy McKee Mercer Mills Molina Moody Nash Nolan Novak Oakley Olsen "
    "Ortega Osborn Pacheco Parrish Payne Pelletier Pike Potter Prentiss Quick Quinn Ramos Randall Reyes Rhodes Rigby "
    "Roper Rourke Salas Sandoval Sawyer Schmidt Shaw Slater Soto Stark Stokes Sutter Tate Thorne Tobin Trask Tully "
    "Ulrich Vance Vargas Vega Wade Walsh Webb Weller Whitaker Wick Wolfe Yates Yoder Zeller Zimmer"
)
SURNAMES_QUEBEC = words(
    "Beaulieu Bélanger Bergeron Boucher Caron Cloutier Côté Desjardins Dubé Fortin Gagnon Girard Lachance Lavoie Leduc "
    "Morin Ouellet Paquette Poirier Simard Thibault Tremblay"
)

TRADES: dict[str, list[str]] = {
    "Plumbing": ["Plumbing", "Plumbing & Drains", "Plumbing Services", "Rooter", "Pipe & Drain", "Plumbing & Heating"],
    "Electrical": ["Electric", "Electrical", "Electrical Services", "Electric Co.", "Wiring", "Power & Light"],
    "HVAC": ["Heating & Air", "HVAC", "Heating & Cooling", "Climate Control", "Refrigeration", "Air Conditioning"],
    "Roofing": ["Roofing", "Roofing & Siding", "Roof Repair", "Exteriors", "Roofing Co.", "Gutters & Roofing"],
    "Landscaping": ["Landscaping", "Lawn & Garden", "Tree Care", "Grounds", "Landscape Services", "Irrigation"],
    "Other": [
        "Handyman Services",
        "Painting",
        "Pool Care",
        "Locksmiths",
        "Garage Doors",
        "Home Services",
        "Pest Control",
    ],
}
TRADES_QUEBEC = {
    "Plumbing": "Plomberie",
    "Electrical": "Électricité",
    "HVAC": "Chauffage",
    "Roofing": "Toitures",
    "Landscaping": "Paysagement",
    "Other": "Services",
}
WORDS = (
    "All-Star", "Anchor", "Apex", "Blue Ridge", "Bright Side", "Cascade", "Cedar Creek", "Citywide", "Cornerstone",
    "Eagle", "Evergreen", "First Choice", "Four Seasons", "Frontier", "Golden Gate", "Granite", "Great Lakes",
    "Harbor", "Heritage", "Ironwood", "Keystone", "Liberty", "Lighthouse", "Lone Star", "Maple Leaf", "Metro",
    "Mountain View", "North Star", "Northside", "Old Mill", "Patriot", "Pinecrest", "Prairie", "Premier",
    "Red Barn", "Reliable", "Ridgeline", "River City", "Riverside", "Royal", "Sierra", "Silver Creek", "Southside",
    "Summit", "Sunrise", "Three Rivers", "Tri-County", "Trusty", "Twin Oaks", "Union", "Valley", "Westside",
    "Whitestone",
)  # fmt: skip
ENDINGS = ("", "", "", "", " LLC", " Inc.", " Group", " Co.", " & Sons", " Bros.")
TEST_NAMES = (
    "Kestrel QA {n}",
    "TEST do not invoice {n}",
    "Demo Plumbing {n} (internal)",
    "Load test {n}",
    "Kestrel Sales demo {n}",
    "zz test {n}",
    "Sandbox Electric {n}",
    "Training account {n}",
)


def place(region: str, rng: np.random.Generator) -> tuple[str, str]:
    """A town of the region and its time zone."""
    towns = TOWNS[region]
    town, zone = towns[int(rng.integers(len(towns)))]
    return town, "America/Toronto" if zone == "America/Montreal" else zone


def is_quebec(town: str) -> bool:
    """Whether people of this town mostly write in French."""
    return (town, "America/Montreal") in TOWNS["Canada"]


def company_name(industry: str, town: str, rng: np.random.Generator) -> str:
    """One name that a company of this trade and town could have."""
    trade = TRADES[industry][int(rng.integers(len(TRADES[industry])))]
    surnames = SURNAMES_QUEBEC if is_quebec(town) else SURNAMES
    surname = surnames[int(rng.integers(len(surnames)))]
    kind = rng.random()
    if is_quebec(town) and kind < 0.7:
        return f"{TRADES_QUEBEC[industry]} {surname}" + (" et Fils", " inc.", "", f" {town}")[int(rng.integers(4))]
    if kind < 0.30:
        return f"{surname} {trade}" + ENDINGS[int(rng.integers(8))]
    if kind < 0.42:
        return f"{surname} & Sons {trade}"
    if kind < 0.50:
        return f"{surname} Bros. {trade}"
    if kind < 0.58:
        other = SURNAMES[int(rng.integers(len(SURNAMES)))]
        return f"{surname} & {other} {trade}" if other != surname else f"{surname} Family {trade}"
    if kind < 0.74:
        return f"{town} {trade}" + ENDINGS[int(rng.integers(8))]
    word = WORDS[int(rng.integers(len(WORDS)))]
    if kind < 0.92:
        return f"{word} {trade}" + ENDINGS[int(rng.integers(8))]
    return f"{word} {trade} of {town}"


def near_twin(name: str) -> str:
    """The same company as someone else would have typed it."""
    for old, new in (
        (" & ", " and "),
        (" Services", " Service"),
        (" LLC", ""),
        (" Co.", " Company"),
        (" Bros.", " Brothers"),
    ):
        if old in name:
            return name.replace(old, new, 1)
    return f"{name} Inc."
