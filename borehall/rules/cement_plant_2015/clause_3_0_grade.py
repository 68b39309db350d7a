"""Basic rules: scale of the plant (3.0.1), system classes (3.0.2), grade (3.0.3), stages (3.0.4)."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import CEMENT, GB50021, Force, Source, Status, rule
from borehall.rules.gb50021_2001.clause_3_1_grade import judge_grade
from borehall.rules.refusal import Quantity, take_choice
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade, TonnePerDay

SCALE = CEMENT("3.0.1")
CLASSES = CEMENT("3.0.2")
GRADE = CEMENT("3.0.3")
STAGES = CEMENT("3.0.4")
SYSTEM_CLASSES = (
    "crushing", "stockpiling", "conveying", "grinding", "silos", "burning", "packing", "waste-heat power", "supporting",
    "auxiliary", "transport",
)  # fmt: skip
ALL_STAGES = ("feasibility", "initial", "detailed", "construction")
_OUTPUT = Quantity("t/d", 0, 50_000, low_open=True)


@dataclass(frozen=True)
class Sourced:
    """A word from a table with its provenance."""

    value: str
    source: Source


@rule(SCALE)
def plant_scale(clinker_per_day: TonnePerDay, tables: Tables = SHIPPED) -> Sourced:
    """Scale of a production line by its clinker output.

    Cement-plant investigation standard (2015), 3.0.1

    The standard leaves the limits to GB 50295, whose values are not available: those shipped are from memory, of low
    confidence.

    Arguments: ``clinker_per_day`` t/d, > 0.
    Result: large, medium or small, with its source.
    Refusals: an output that isn't positive and finite.
    """
    output = _OUTPUT.one("clinker_per_day", clinker_per_day, SCALE)
    table = tables["cement_plant_2015/limits_3_0_1"]
    row = next(row for row in table.rows if output >= row["output_from"])
    return Sourced(str(row["plant_scale"]), table.source)


@rule(CLASSES, Force.SHOULD)
def system_class(building: str, tables: Tables = SHIPPED) -> Sourced:
    """System class of a building, one of eleven.

    Cement-plant investigation standard (2015), 3.0.2

    Appendix A is not available; the shipped table holds the buildings that 6.0.11 and 6.0.14 name.

    Arguments: ``building`` such as preheater tower or silo.
    Result: the class with its source.
    Refusals: a building that isn't in the table, with those that are.
    """
    table = tables["cement_plant_2015/table_a"]
    return Sourced(str(table.row(building=building)["system_class"]), table.source)


@rule(CEMENT("3.0.3-1"))
def importance_grade(consequence: str, tables: Tables = SHIPPED) -> tuple[Grade, Source]:
    """Importance grade of works by the consequence of their failure.

    Cement-plant investigation standard (2015), 3.0.3-1

    The standard's own table is not available; the stand-in is GB 50021-2001, 3.1.1.

    Arguments: ``consequence`` very serious, serious or not serious.
    Result: the grade 1, 2 or 3, and its source.
    Refusals: another word.
    """
    table = tables["cement_plant_2015/table_3_0_3_1"]
    return int(table.row(consequence=consequence)["importance"]), table.source


@dataclass(frozen=True)
class InvestigationGrade:
    """甲, 乙 or 丙; the lower grade that the note permits, if any; the provenance."""

    grade: str
    may_be: str | None
    source: Source


@rule(GRADE, Force.MAY)
def investigation_grade(importance: Grade, site: Grade, ground: Grade, on_rock: bool = False) -> InvestigationGrade:
    """Grade of the investigation from importance of the works, complexity of the site and of the ground.

    Cement-plant investigation standard (2015), 3.0.3

    The standard's own matrix is not available; the stand-in is GB 50021-2001, 3.1.4. Its note on rock is the
    standard's own.

    Arguments: three grades 1, 2 or 3; ``on_rock`` the works stand on rock.
    Result: 甲 when one of the three is 1, 丙 when all are 3, else 乙; important works on rock with site and ground both
    3 may be 乙.
    Refusals: another grade.
    """
    found = judge_grade(importance, site, ground, on_rock, GRADE)
    own = CEMENT("table 3.0.3-2")
    return InvestigationGrade(found.grade, found.may_be, Source(GB50021("3.1.4"), Status.STAND_IN, own))


@dataclass(frozen=True)
class Stages:
    """The stages, and whether they may be merged (each one's technical requirements still hold)."""

    stages: tuple[str, ...]
    may_merge: bool


@rule(STAGES)
def stages(
    plant: str,
    *,
    simple_conditions: bool = False,
    layout_settled: bool = False,
    built_experience: bool = False,
    data_suffice_for_initial_design: bool = False,
) -> Stages:
    """Stages of an investigation, and whether they may be merged or left out.

    Cement-plant investigation standard (2015), 3.0.4

    Arguments: ``plant`` new, extended or rebuilt; for a new one: ``simple_conditions`` of geology and groundwater
    with ``layout_settled``, or ``built_experience`` on the site; for the others: ``data_suffice_for_initial_design``.
    Result: all four stages, mergeable under these conditions; of an extended or rebuilt plant with enough data only
    the detailed and the construction stage.
    Refusals: another kind of plant.
    """
    take_choice("plant", plant, ("new", "extended", "rebuilt"), STAGES)
    if plant == "new":
        return Stages(ALL_STAGES, (simple_conditions and layout_settled) or built_experience)
    return Stages(ALL_STAGES[2:] if data_suffice_for_initial_design else ALL_STAGES, False)
