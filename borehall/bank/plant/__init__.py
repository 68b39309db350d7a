"""Believable sites of cement plants, drawn from a seed: the ground, and the plant upon it."""

from borehall.bank.plant.ground import draw_ground, draw_holes, rules_ground, shear_layers
from borehall.bank.plant.layout import OUTPUTS, draw_plant, draw_work, works_file
from borehall.bank.plant.points import model_plan

__all__ = [
    "OUTPUTS",
    "draw_ground",
    "draw_holes",
    "draw_plant",
    "draw_work",
    "model_plan",
    "rules_ground",
    "shear_layers",
    "works_file",
]
