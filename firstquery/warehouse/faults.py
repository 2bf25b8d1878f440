FAULTS=[]
def broken(t): return []
