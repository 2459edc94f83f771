"""How the desk's forms write and read days: one way only, since 06/10/2023 is two days."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
