from django.db import migrations

#: What PostgreSQL needs to look words up, and to go from an entry of the word index to its claim and back.
INDEXES = {
    "claims_search_words": "modelsearch_indexentry USING gin ((title || body))",
    "claims_claim_by_search_entry": "claims_claim ((id::varchar(50)))",
}
#: After each save modelsearch looks for entries with titles, twice; claims have none, and this says so at once.
TITLED = "CREATE INDEX claims_search_titled ON modelsearch_indexentry ((length(title)))"


def add(apps, schema_editor):
    schema_editor.execute(TITLED)
    if schema_editor.connection.vendor == "postgresql":
        for name, of in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {of}")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")
    schema_editor.execute("DROP INDEX claims_search_titled")


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_claim_decided_at"),
        ("modelsearch", "0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more"),
    ]
    operations = [migrations.RunPython(add, remove)]
