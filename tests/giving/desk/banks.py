"""Statements as banks export them: their layouts, with invented payments.

Each says the same three payments: 20.00 in on 1 March 2026 with reference RNACDEF49, 1,250.50
in on 2 March, and 5.00 out on 13 March.
"""

REF = "RNACDEF49"
LLOYDS = b"""Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance
01/03/2026,FPI,'00-00-00,12345678,S REED RNACDEF49,,20.00,120.00
02/03/2026,BGC,'00-00-00,12345678,BIG BREWERY LTD,,1250.50,1370.50
13/03/2026,FPO,'00-00-00,12345678,REFUND RNACDEF49,5.00,,1365.50
"""  # noqa: E501
BARCLAYS = b"""Number,Date,Account,Amount,Subcategory,Memo
\t ,01/03/2026,00-00-00 12345678,20.00,Counter Credit,S REED\tRNACDEF49 BGC
\t ,02/03/2026,00-00-00 12345678,"1,250.50",Counter Credit,BIG BREWERY LTD BGC
\t ,13/03/2026,00-00-00 12345678,-5.00,Funds Transfer,REFUND RNACDEF49
"""
HSBC_WITHOUT_NAMES = b"""01/03/2026,"CR  S REED  RNACDEF49",20.00
02/03/2026,BIG BREWERY LTD,"1,250.50"
13/03/2026,REFUND RNACDEF49,-5.00
"""
STARLING = b"""Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes
01/03/2026,S Reed,RNACDEF49,FASTER PAYMENT,20.00,120.00,INCOME,
02/03/2026,Big Brewery Ltd,,FASTER PAYMENT,1250.50,1370.50,INCOME,
13/03/2026,S Reed,refund RNACDEF49,FASTER PAYMENT,-5.00,1365.50,PAYMENTS,
"""
CHASE_US = b"""Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
CREDIT,03/01/2026,"ZELLE FROM S REED RNACDEF49",20.00,QUICKPAY_CREDIT,120.00,,
CREDIT,03/02/2026,"ACH BIG BREWERY",1250.50,ACH_CREDIT,1370.50,,
DEBIT,03/13/2026,"ZELLE TO S REED RNACDEF49",-5.00,QUICKPAY_DEBIT,1365.50,,
"""
SPARKASSE = """\ufeff"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Betrag";"Waehrung";"Info"
"DE00";"01.03.26";"01.03.26";"GUTSCHRIFT";"RN-ACDEF4-9";"Jörg Müller";"20,00";"EUR";"Umsatz gebucht"
"DE00";"02.03.26";"02.03.26";"GUTSCHRIFT";"Spende";"Brauerei Groß";"1.250,50";"EUR";"Umsatz gebucht"
"DE00";"13.03.26";"13.03.26";"ÜBERWEISUNG";"Rück RN-ACDEF4-9";"Jörg Müller";"-5,00";"EUR";"Umsatz gebucht"
""".encode("cp1252", "ignore")  # noqa: E501
ING_NL = b""""Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"
"20260301";"S. Reed";"NL00";"NL01";"OV";"Bij";"20,00";"Overschrijving";"RNACDEF49"
"20260302";"Brouwerij";"NL00";"NL02";"OV";"Bij";"1250,50";"Overschrijving";"Gift"
"20260313";"S. Reed";"NL00";"NL01";"OV";"Af";"5,00";"Overschrijving";"Terug RNACDEF49"
"""  # noqa: E501
FRENCH = """Compte;0000 0000
Période;du 01/03/2026 au 31/03/2026

Date opération;Libellé;Débit;Crédit
01/03/2026;VIR DE MLLE HÉLÈNE RNACDEF49;;20,00
02/03/2026;VIR BRASSERIE;;1 250,50
13/03/2026;VIR RENDU RNACDEF49;-5,00;
Solde;;;1 365,50
""".replace("1 ", "1\u00a0").encode("cp1252")
WISE = b"""TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Payer Name
T1,01-03-2026,20.00,GBP,Received money from S Reed,RNACDEF49,120.00,S Reed
T2,02-03-2026,1250.50,GBP,Received money from Big Brewery,,1370.50,Big Brewery
T3,13-03-2026,-5.00,GBP,Sent money to S Reed,RNACDEF49,1365.50,
T4,14-03-2026,99.00,EUR,Received money from Abroad,,99.00,Abroad
"""  # noqa: E501
MONZO = b"""Transaction ID,Date,Time,Type,Name,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Description,Money Out,Money In
tx1,01/03/2026,09:00:00,Faster payment,S Reed,Income,20.00,GBP,20.00,GBP,RNACDEF49,RNACDEF49,,20.00
tx2,02/03/2026,09:00:00,Faster payment,Big Brewery,Income,1250.50,GBP,1250.50,GBP,,,,1250.50
tx3,13/03/2026,09:00:00,Faster payment,S Reed,Out,-5.00,GBP,-5.00,GBP,refund,RNACDEF49,-5.00,
"""  # noqa: E501
DR_AND_CR = b"""Date|Details|Amount|DR/CR
1 Mar 2026|S REED RNACDEF49|\xa320.00|CR
2 Mar 2026|BIG BREWERY|\xa31,250.50|CR
13 Mar 2026|REFUND RNACDEF49|\xa35.00|DR
"""
ALL_BANKS = {
    "lloyds": (LLOYDS, "GBP"),
    "barclays": (BARCLAYS, "GBP"),
    "hsbc": (HSBC_WITHOUT_NAMES, "GBP"),
    "starling": (STARLING, "GBP"),
    "chase": (CHASE_US, "USD"),
    "sparkasse": (SPARKASSE, "EUR"),
    "ing": (ING_NL, "EUR"),
    "french": (FRENCH, "EUR"),
    "wise": (WISE, "GBP"),
    "monzo": (MONZO, "GBP"),
    "dr-cr": (DR_AND_CR, "GBP"),
}
