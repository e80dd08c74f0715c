"""Short forms that every review uses, and that hold no number of their own."""

from __future__ import annotations

from dhrcurate.domain.word_sets import word_set

SHORT_FORMS = word_set(
    "DHR DHRS DASH MARAC MARACS IDVA IDVAS ISVA MAPPA MASH NHS CCG ICB CSP CSPS GP GPS IMR IMRS DVA DVPO DVPN DA CPS"
    " PCC HMPPS SCR SAR DNA CPN AMHP CAADA"
    " CAMHS IRIS VAWG LSCB MATAC SDVC IOPC HMICFRS OASYS VIT BWV DARA DOB ADHD LADO DVDS DAPO DAPN SADA"
)
