"""What a run is worth in a challenge: pure functions of what was done and the challenge's terms.

Nothing here knows Django, reads a clock or asks a database: the same entries under the same terms
give the same credits, whenever and however often they are counted.
"""
