"""What an athlete changes in their plan, and the smallest change of the plan that follows."""
