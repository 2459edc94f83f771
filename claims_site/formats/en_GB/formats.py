"""Date input formats of the admin: ISO 8601 only, since 06/10/2023 is ambiguous."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
