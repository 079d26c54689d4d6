"""The JSON objects that are the API's own; what the command line prints too is in `exchange`."""
