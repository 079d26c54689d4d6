"""What rooms above this one may want to know of; they connect when the app starts."""

from django.dispatch import Signal

distance_unit_changed = Signal()  # sent with `athlete`, inside the transaction that changes it
birth_year_changed = Signal()  # likewise

# sent with `athlete`, inside the transaction, whenever runs or finished sessions may have changed
inputs_touched = Signal()
