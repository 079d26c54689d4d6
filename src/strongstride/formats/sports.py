"""Sport names of watches, phones and services, brought to FIT's own words."""

import re

# FIT splits a sport from its sub-sport; other sources write one word in the account's language.
# key: letters only, casefolded -> (sport, sub_sport)
_NAMES: dict[str, tuple[str, str | None]] = {}


def _add(sport: str, sub_sport: str | None, *names: str) -> None:
    for name in names:
        _NAMES[_key(name)] = (sport, sub_sport)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


_add("running", None, "run", "running", "runs", "jogging", "jog", "9", "lauf", "laufen", "läufe")
_add("running", None, "course à pied", "course", "carrera", "corrida", "correr", "corsa")
_add("running", None, "hardlopen", "hardloop", "löpning", "løping", "løb", "juoksu", "bieg", "běh")
_add("running", None, "ランニング", "ラン", "跑步", "달리기", "бег", "забег", "koşu", "futás")
_add("running", "track", "track run", "track running", "track_running")
_add("running", "street", "street running", "road running", "street_running")
_add("running", "trail", "trail run", "trail running", "trail_running", "trailrun", "traillauf")
_add("running", "trail", "trail", "course de trail", "carrera de trail", "トレイルラン")
_add("running", "treadmill", "treadmill", "treadmill running", "treadmill_running", "laufband")
_add("running", "indoor_running", "indoor running", "indoor_running")
_add("running", "virtual_activity", "virtual run", "virtual_run", "virtualrun", "virtueller lauf")
_add("running", "ultra", "ultra", "ultra run", "ultra_run")
_add(
    "cycling",
    None,
    "ride",
    "cycling",
    "biking",
    "bike",
    "bicycle",
    "1",
    "radfahrt",
    "rad",
    "sortie à vélo",
)
_add(
    "cycling", None, "radfahren", "vélo", "ciclismo", "giro", "fietsrit", "pedalada", "road_biking"
)
_add("cycling", None, "e-bike ride", "ebikeride", "gravel ride", "handcycle", "velomobile")
_add("cycling", "mountain", "mountain biking", "mountain bike ride", "mountain_biking")
_add("cycling", "virtual_activity", "virtual ride", "virtual_ride", "virtuelle radfahrt")
_add("cycling", "indoor_cycling", "indoor cycling", "indoor_cycling", "indoor ride", "spinning")
_add("walking", None, "walk", "walking", "spaziergang", "gehen", "marche", "caminata", "10")
_add("walking", None, "passeggiata", "wandeling", "caminhada", "speed walking", "casual_walking")
_add("hiking", None, "hike", "hiking", "wanderung", "wandern", "randonnée", "excursión", "4")
_add("swimming", None, "swim", "swimming", "schwimmen", "natation", "natación", "nuoto", "16")
_add("swimming", "lap_swimming", "lap swimming", "lap_swimming", "pool swim")
_add("swimming", "open_water", "open water swimming", "open_water_swimming")
_add("strength_training", None, "weight training", "weighttraining", "strength training", "gym")
_add("strength_training", None, "strength_training", "strength", "krafttraining", "musculation")
_add("strength_training", None, "entrenamiento con pesas", "allenamento con i pesi", "weights")
_add("strength_training", None, "traditional strength training", "functional strength training")
_add("strength_training", None, "indoor_strength", "core training", "core")
_add("training", None, "workout", "training", "entrainement", "entrenamiento", "other training")
_add("training", None, "crossfit", "cross training", "fitness", "high intensity interval training")
_add("training", "yoga", "yoga")
_add("training", "pilates", "pilates")
_add("elliptical", None, "elliptical", "stair stepper", "stair-stepper")
_add("rowing", None, "rowing", "row", "rudern", "aviron", "remo", "canottaggio")
_add("cross_country_skiing", None, "nordic ski", "nordicski", "cross country skiing", "langlauf")
_add("alpine_skiing", None, "alpine ski", "alpineski", "skiing", "downhill skiing")
_add("inline_skating", None, "inline skate", "inline skating", "inlineskate", "skating")
_add("other", None, "other", "generic", "multisport", "")

_GYM = {
    "strength_training": ("strength_training", None),
    "indoor_rowing": ("rowing", "indoor_rowing"),
    "treadmill": ("running", "treadmill"),
    "indoor_running": ("running", "indoor_running"),
    "indoor_cycling": ("cycling", "indoor_cycling"),
    "spin": ("cycling", "spin"),
    "elliptical": ("elliptical", None),
}

# Speeds (m/s) above which a step between two positions is a fault of the receiver, not of the legs.
_TOP_SPEED = {"running": 12.0, "walking": 8.0, "hiking": 8.0, "swimming": 4.0, "rowing": 12.0}
_OTHER_TOP_SPEED = 60.0


def named_sport(text: str) -> tuple[str, str | None] | None:
    """Sport and sub-sport for a name as services write it, in many languages, or None."""
    return _NAMES.get(_key(text))


def fit_sport(sport: object, sub_sport: object) -> tuple[str, str | None]:
    """FIT's sport and sub-sport fields (names, numbers or missing) in our words.

    Strength training is a sub-sport in FIT; here it is a sport. `generic` sub-sports say nothing.
    """
    name = sport if isinstance(sport, str) else "other"
    sub = sub_sport if isinstance(sub_sport, str) and sub_sport != "generic" else None
    if sub is not None and name in {"training", "fitness_equipment", "generic", "other"}:
        return _GYM.get(sub, (name if name != "generic" else "other", sub))
    return ("other" if name == "generic" else name), sub


def top_speed(sport: str) -> float:
    """Metres per second that nobody exceeds in this sport."""
    return _TOP_SPEED.get(sport, _OTHER_TOP_SPEED)
