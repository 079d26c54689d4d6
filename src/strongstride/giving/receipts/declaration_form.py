"""The Gift Aid declaration as a form."""

import re
from typing import Any

from django import forms

from strongstride.clubs.feed.text import clean_line
from strongstride.giving.receipts.declarations import DeclarationWords
from strongstride.giving.receipts.sayings import table

ONE, ALL = "one", "all"
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")  # BS 7666


class DeclarationForm(forms.Form):
    """A donor's full name and home address, and which gifts they mean.

    For later gifts too only with an account, by which those will be known to be theirs.
    """

    gifts = forms.ChoiceField(label="Which donations?", widget=forms.RadioSelect, initial=ONE)
    first_name = forms.CharField(
        label="First name", widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Last name", widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    house = forms.CharField(
        label="House name or number",
        help_text="Of your home: not of your work, and not care of somebody.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address = forms.CharField(
        label="Street and town",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label="Postcode",
        max_length=10,
        help_text="X if you live outside the UK.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    is_taxpayer = forms.BooleanField(label="I declare this.")

    def __init__(self, *args: Any, cause: str, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = table("gift_aid")["claim"]
        for name, most in (("first_name", "name"), ("last_name", "name"), ("house", "house")):
            field = self.fields[name]
            assert isinstance(field, forms.CharField)
            field.max_length = bounds[f"{most}_letters"]
            field.validators.append(forms.CharField(max_length=field.max_length).validators[0])
            field.widget.attrs["maxlength"] = field.max_length
        gifts = self.fields["gifts"]
        assert isinstance(gifts, forms.ChoiceField)
        texts = table("gift_aid")["declaration"]
        offered = [(ONE, "single"), *([(ALL, "lasting")] if has_account else [])]
        gifts.choices = [(key, texts[text].format(cause=cause)) for key, text in offered]
        self.fields["is_taxpayer"].help_text = texts["taxpayer"]

    def clean_postcode(self) -> str:
        """A postcode as the post office writes it, or what HMRC takes for one from abroad."""
        said = " ".join(str(self.cleaned_data["postcode"]).upper().split())
        if said == table("gift_aid")["claim"]["no_postcode"]:
            return said
        found = _POSTCODE.fullmatch(said)
        if found is None:
            raise forms.ValidationError("Write a postcode such as SW1A 1AA, or X from abroad.")
        return f"{found[1]} {found[2]}"

    def words(self) -> DeclarationWords:
        """What was declared; each on one line, without what cannot be seen."""
        told = self.cleaned_data
        names = ("first_name", "last_name", "house", "address")
        return DeclarationWords(
            **{name: clean_line(told[name]) for name in names},
            postcode=told["postcode"],
            is_lasting=told["gifts"] == ALL,
        )
