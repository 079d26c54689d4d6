"""Virtual routes: a line of the organiser's choosing on which the total of a challenge moves on."""
