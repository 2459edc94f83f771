# Commands that people repeat. `just` lists them.

bin := ".venv/bin"
lock := "uv pip compile --universal --generate-hashes --no-strip-extras --no-header --python-version 3.11 -q"

_:
    @just --list

# Set up and serve the Kidal data
demo *arguments:
    {{bin}}/python manage.py demo {{arguments}}

# Run tests, all or those named
test *arguments:
    {{bin}}/pytest {{arguments}}

# Run tests on PostgreSQL, at the address in DATABASE_URL
test-postgres *arguments:
    @case "${DATABASE_URL:-}" in postgres*) ;; *) echo "Set DATABASE_URL to postgres://user:password@host:5432/name." >&2; exit 1 ;; esac
    {{bin}}/pytest {{arguments}}

# Check style and templates
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    git ls-files -z 'claims/templates/*.html' | xargs -0 {{bin}}/djade --check --target-version 5.2
    {{bin}}/djhtml --check --tabwidth 2 claims/templates

# Check types
types:
    {{bin}}/mypy

# Refresh the French catalogue, and compile it
messages:
    {{bin}}/python manage.py makemessages -l fr --no-obsolete --no-wrap --add-location file -i .venv -i var -i 'tests*'
    {{bin}}/python manage.py compilemessages -i .venv

# Pin what is installed; needs uv
lock:
    {{lock}} pyproject.toml -o requirements.lock
    {{lock}} --extra test pyproject.toml -o requirements-test.lock

# Do all that CI does
ci:
    .ci/run
