"""The facilitator's desk: who is where, what waits to be read, where the room is stuck, and marks for other systems."""
