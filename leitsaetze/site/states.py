"""The sixteen German states and what a county in each of them starts from. Pure Python.

Proposals, which a county checks and completes: names and addresses of authorities change.
"""

from dataclasses import dataclass

_BASIS = "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit "
_OFFICER = "Die oder der Landesbeauftragte für den Datenschutz"
_AND_INFORMATION = f"{_OFFICER} und die Informationsfreiheit"
_DISABLED = "der oder dem Landesbeauftragten für Menschen mit Behinderungen"
_OF_DISABLED = f"Durchsetzungsstelle bei {_DISABLED}"


@dataclass(frozen=True)
class State:
    """A state: its name, its authorities for privacy and access, its privacy act."""

    name: str
    supervisory_authority: str
    enforcement_body: str
    act: str

    @property
    def proposals(self) -> dict[str, str]:
        """Settings a county of this state starts from."""
        return {
            "supervisory_authority": self.supervisory_authority,
            "enforcement_body": self.enforcement_body,
            "legal_basis": _BASIS + self.act,
        }


# By the code of ISO 3166-2:DE without the country, as the calendar of holidays knows it.
STATES = {
    "BW": State(
        "Baden-Württemberg",
        f"{_AND_INFORMATION} Baden-Württemberg",
        "Schlichtungsstelle bei der oder dem Beauftragten der Landesregierung Baden-Württemberg "
        "für die Belange von Menschen mit Behinderungen",
        "§ 4 des Landesdatenschutzgesetzes Baden-Württemberg (LDSG)",
    ),
    "BY": State(
        "Bayern",
        "Der Bayerische Landesbeauftragte für den Datenschutz",
        "Durchsetzungsstelle beim Landesamt für Digitalisierung, Breitband und Vermessung, Bayern",
        "Art. 4 des Bayerischen Datenschutzgesetzes (BayDSG)",
    ),
    "BE": State(
        "Berlin",
        "Die oder der Berliner Beauftragte für Datenschutz und Informationsfreiheit",
        "Landesbeauftragte oder Landesbeauftragter für digitale Barrierefreiheit, Berlin",
        "§ 3 des Berliner Datenschutzgesetzes (BlnDSG)",
    ),
    "BB": State(
        "Brandenburg",
        f"{_OFFICER} und für das Recht auf Akteneinsicht Brandenburg",
        f"{_OF_DISABLED}, Brandenburg",
        "§ 5 des Brandenburgischen Datenschutzgesetzes (BbgDSG)",
    ),
    "HB": State(
        "Bremen",
        "Die oder der Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien "
        "Hansestadt Bremen",
        f"Zentralstelle für barrierefreie Informationstechnik bei {_DISABLED}, Bremen",
        "§ 3 des Bremischen Ausführungsgesetzes zur DSGVO (BremDSGVOAG)",
    ),
    "HH": State(
        "Hamburg",
        "Die oder der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit",
        "Durchsetzungsstelle für barrierefreie Informationstechnik der Freien und Hansestadt "
        "Hamburg",
        "§ 4 des Hamburgischen Datenschutzgesetzes (HmbDSG)",
    ),
    "HE": State(
        "Hessen",
        "Die oder der Hessische Beauftragte für Datenschutz und Informationsfreiheit",
        "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik, Hessen",
        "§ 3 des Hessischen Datenschutz- und Informationsfreiheitsgesetzes (HDSIG)",
    ),
    "MV": State(
        "Mecklenburg-Vorpommern",
        "Die oder der Landesbeauftragte für Datenschutz und Informationsfreiheit "
        "Mecklenburg-Vorpommern",
        "Durchsetzungsstelle für barrierefreie Informationstechnik des Landes "
        "Mecklenburg-Vorpommern",
        "§ 4 des Landesdatenschutzgesetzes Mecklenburg-Vorpommern (DSG M-V)",
    ),
    "NI": State(
        "Niedersachsen",
        f"{_OFFICER} Niedersachsen",
        f"Schlichtungsstelle nach § 9 d NBGG bei {_DISABLED}, Niedersachsen",
        "§ 3 des Niedersächsischen Datenschutzgesetzes (NDSG)",
    ),
    "NW": State(
        "Nordrhein-Westfalen",
        "Die oder der Landesbeauftragte für Datenschutz und Informationsfreiheit "
        "Nordrhein-Westfalen",
        "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen",
        "§ 3 des Datenschutzgesetzes Nordrhein-Westfalen (DSG NRW)",
    ),
    "RP": State(
        "Rheinland-Pfalz",
        f"{_AND_INFORMATION} Rheinland-Pfalz",
        "Durchsetzungsstelle bei der oder dem Landesbeauftragten für die Belange von Menschen mit "
        "Behinderungen, Rheinland-Pfalz",
        "§ 3 des Landesdatenschutzgesetzes Rheinland-Pfalz (LDSG)",
    ),
    "SL": State(
        "Saarland",
        "Unabhängiges Datenschutzzentrum Saarland, Landesbeauftragte oder Landesbeauftragter für "
        "Datenschutz und Informationsfreiheit",
        "Durchsetzungsstelle für barrierefreie Informationstechnik des Saarlandes",
        "§ 4 des Saarländischen Datenschutzgesetzes (SDSG)",
    ),
    "SN": State(
        "Sachsen",
        "Die oder der Sächsische Datenschutz- und Transparenzbeauftragte",
        "Durchsetzungsstelle bei der oder dem Beauftragten der Sächsischen Staatsregierung für "
        "die Belange von Menschen mit Behinderungen",
        "§ 3 des Sächsischen Datenschutzdurchführungsgesetzes (SächsDSDG)",
    ),
    "ST": State(
        "Sachsen-Anhalt",
        f"{_OFFICER} Sachsen-Anhalt",
        "Durchsetzungsstelle für barrierefreie Informationstechnik des Landes Sachsen-Anhalt",
        "§ 4 des Datenschutz-Grundverordnungs-Ausfüllungsgesetzes Sachsen-Anhalt (DSAG LSA)",
    ),
    "SH": State(
        "Schleswig-Holstein",
        "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein (ULD)",
        f"Beschwerdestelle für barrierefreie Informationstechnik bei {_DISABLED}, "
        "Schleswig-Holstein",
        "§ 3 des Landesdatenschutzgesetzes Schleswig-Holstein (LDSG)",
    ),
    "TH": State(
        "Thüringen",
        "Die oder der Thüringer Landesbeauftragte für den Datenschutz und die Informationsfreiheit",
        f"{_OF_DISABLED}, Thüringen",
        "§ 16 des Thüringer Datenschutzgesetzes (ThürDSG)",
    ),
}
