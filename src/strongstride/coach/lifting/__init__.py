"""What an athlete can lift: loads, repetitions, strength from logged sets, and the forecast."""
