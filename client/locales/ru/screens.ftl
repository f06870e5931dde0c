# Screens around the flight.
