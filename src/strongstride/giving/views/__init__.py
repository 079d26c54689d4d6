"""What the browser meets of giving, one module an area."""
