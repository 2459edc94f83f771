import csv
import io

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertInHTML

from claims.admin.import_export import Table
from claims.models import Claim, Claimant, Source
from tests.admin.pages import told
from tests.factories import make_claim, make_claimant, make_published, make_source, make_user

pytestmark = pytest.mark.django_db
ADMIN = "/admin/claims/"

HEADER = "reference,claimant,statement,kind"
FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r")
#: Any text that can be stored, most often one that begins as a formula might.
STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
TEXTS = st.builds(
    lambda *parts: "".join(parts), st.text("=+-@\t\r'", max_size=3), STORABLE | st.text("\"',;\n\r\t =жي", max_size=9)
).filter(bool)
RECORDED = {
    "claim": lambda text: make_claim(statement=text, quotation=text, note=text),
    "source": lambda text: make_source(title=text, author=text, note=text, accessed_on="2023-10-06"),
    "claimant": lambda text: make_claimant(name=text, aliases=text, description=text),
}


def exported(client, model):
    response = client.get(f"{ADMIN}{model}/export/")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def previewed(client, model, text):
    """Upload ``text``; return the page that shows what it would change."""
    file = SimpleUploadedFile("rows.csv", text.encode() if isinstance(text, str) else text, "text/csv")
    return client.post(f"{ADMIN}{model}/import/", {"format": "0", "import_file": file})


def imported(client, model, text):
    """Upload ``text`` and confirm what the preview shows."""
    form = previewed(client, model, text).context["confirm_form"]
    return client.post(f"{ADMIN}{model}/process_import/", form.initial, follow=True)


class TestExport:
    @pytest.mark.parametrize(
        "query",
        [
            "about_to=KO-012", "about_from=99999-01-01", "todo=x", "claimant=nobody", "publisher=nobody", "q=%00",
            "statement__regex=(a%2B)%2B$", "title__iregex=(", "nonsense=1", "_changelist_filters=a%ED%A0%80",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("model", ["claim", "source", "claimant"])
    def test_a_filter_that_cannot_be_read_leads_to_the_list_and_is_told_there(self, editor, model, query):
        response = editor.get(f"{ADMIN}{model}/export/?{query}")

        assert response.status_code in (200, 302)
        if response.status_code == 302:
            assert response.url == f"{ADMIN}{model}/?e=1"
            assert [message for message in told(response) if message.endswith("The whole list is shown.")]

    def test_why_a_day_cannot_be_read_is_said(self, editor):
        response = editor.get(f"{ADMIN}claim/export/?about_to=KO-012")

        assert told(response) == ["“KO-012” is not a day: write it like 2023-10-06. The whole list is shown."]

    def test_claims_go_out_with_what_was_concluded(self, editor):
        make_published(reference="KO-012", statement="It moved.", claimant=make_claimant(slug="army"))

        (row,) = exported(editor, "claim")

        assert (row["reference"], row["claimant"], row["statement"]) == ("KO-012", "army", "It moved.")
        assert (row["publication"], row["status"], row["origins"]) == ("published", "unverified", "1")

    def test_cells_that_a_spreadsheet_would_run_are_escaped(self, editor):
        for lead in FORMULA_LEADS:
            make_claim(statement=f"{lead}SUM(1)")

        written = [row["statement"] for row in exported(editor, "claim")]

        assert sorted(written) == sorted(f"'{lead}SUM(1)" for lead in FORMULA_LEADS)

    def test_a_spreadsheet_is_told_the_encoding(self, editor):
        make_source(title="Léré")

        assert editor.get(f"{ADMIN}source/export/").content.startswith("\ufeffslug,".encode())


class TestRoundTrip:
    """What goes out comes in again, and changes nothing."""

    @given(text=TEXTS)
    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @pytest.mark.parametrize("model", ["claim", "source", "claimant"])
    def test_of_whatever_text(self, model, text):
        row = RECORDED[model](text)
        resource = admin.site.get_model_admin(type(row)).resource_classes[0]
        written = Table(resource).export_data(resource().export(type(row).objects.filter(pk=row.pk)))

        result = resource().import_data(Table(resource).create_dataset(written), dry_run=True)

        assert [(found.import_type, found.errors) for found in result.rows] == [("skip", [])]

    @pytest.mark.parametrize("model", ["claim", "source", "claimant"])
    def test_at_the_desk(self, editor, model):
        RECORDED[model]("=1+1 is what they said; “так” they said,\r\n'=and left")

        page = previewed(editor, model, editor.get(f"{ADMIN}{model}/export/").content)

        assert {row.import_type for row in page.context["result"]} == {"skip"}


class TestPreview:
    @pytest.mark.parametrize(
        "changes", [{"format": "9"}, {"format": "x"}, {"resource": "9"}, {"import_file_name": "x"}]
    )
    def test_one_that_is_not_there_is_told(self, editor, changes):
        form = previewed(editor, "claimant", "slug,name,kind,stake\nx,X,media,independent\n").context["confirm_form"]

        response = editor.post(f"{ADMIN}claimant/process_import/", {**form.initial, **changes})

        assert (response.status_code, response.url) == (302, f"{ADMIN}claimant/import/")
        assert told(response) == ["That preview is gone: upload the file again."]
        assert not Claimant.objects.filter(slug="x").exists()


class TestImport:
    def test_the_preview_writes_nothing(self, editor):
        page = previewed(editor, "claimant", "slug,name,kind\nrfi,Radio,media\n")

        assert "Radio" in strip_tags(page.content.decode())
        assert not Claimant.objects.exists()

    def test_confirmed_rows_are_written(self, editor):
        imported(editor, "claimant", "slug,name,kind,stake\nrfi,Radio,media,independent\n")
        imported(editor, "source", "slug,title,kind,publisher,published\nrfi-1,Report,article,rfi,2023-10-07\n")
        imported(editor, "claim", "reference,claimant,kind,statement,about\nKO-1,rfi,assertion,It moved.,2023-10-06\n")

        source, claim = Source.objects.get(), Claim.objects.get()
        assert (source.publisher.name, str(source.earliest)) == ("Radio", "2023-10-07")
        assert (claim.publication, claim.claimant.slug, str(claim.about_latest)) == ("draft", "rfi", "2023-10-06")

    def test_changed_words_are_marked_without_styles(self, editor):
        make_claimant(slug="rfi", name="Radio France", kind="media")

        response = previewed(editor, "claimant", "slug,name,kind\nrfi,Radio <b>Mali,media\n")

        page = response.content.decode()
        assertInHTML("<td>Radio <del>France</del><ins>&lt;b&gt;Mali</ins></td>", page)
        assert "<b>Mali" not in page
        assert "style=" not in page

    @pytest.mark.parametrize(
        ("model", "text", "words"),
        [
            ("claim", "reference,claimant,kind,statement\nKO-1,nobody,assertion,x\n", "matching query does not exist"),
            ("claim", "reference,claimant,kind,statement\nko 1,rfi,assertion,x\n", "A reference is capitals"),
            ("claim", "reference,claimant,kind,statement,about\nKO-1,rfi,assertion,x,soon\n", "Write it like"),
            ("claim", "reference,claimant,kind,statement\nKO-1,rfi,rumour,x\n", "is not a valid choice"),
            ("claimant", "slug,name,kind,stake\nrfi,Radio,media,party\n", "change stake at the desk"),
            ("claimant", "name\nRadio\n", "slug"),
            ("source", "slug,title,kind\nrfi report,Report,article\n", "valid “slug”"),
            ("source", "slug,title,kind,accessed_on\nbg-x,T,article,06/10/2023\n", "accessed_on"),
            ("source", "slug,title,kind,accessed_on\nbg-x,T,article,06/10/2023\n", "Write it like 2023-10-06"),
            ("source", "slug,title,kind,accessed_on\nbg-x,T,article,20231006\n", "Write it like 2023-10-06"),
            ("source", "slug,title,kind,accessed_on\nbg-x,T,article,2023-02-30\n", "Write it like 2023-10-06"),
            ("claim", f'{HEADER}\nBG-1,rfi,"open quote,assertion\nBG-2,rfi,second,assertion\n', "From line 2 on"),
            ("claim", "reference,claimant,statement,statement\nBG-1,rfi,first,second\n", "there twice: statement"),
            ("claim", "reference,claimant,statment\nBG-1,rfi,first\n", "not known: statment (meant: statement?)"),
            ("claim", f"{HEADER}\nBG-1,rfi,first,assertion,x\n", "Line 2: It has 5 cells and the header 4"),
            ("claim", f"{HEADER}\nBG-1,rfi,first\n", "Line 2: It has 3 cells and the header 4"),
            ("claim", f"{HEADER}\nBG-1,rfi,a\x00b,assertion\n", "Line 2: It holds a NUL character"),
            ("claim", f"{HEADER}\nBG-1,rfi,{'a' * 200_000},assertion\n", "field larger than field limit"),
            ("claim", f"{HEADER}\nBG-1,rfi,a,assertion\nBG-1,rfi,b,assertion\n", "BG-1 is in this file twice"),
            ("source", "slug,title\nlere,Léré\n".encode("cp1252"), "As Windows-1252 it would say “lere,Léré”"),
            ("source", b"PK\x03\x04", "This is a zip archive"),
            ("source", b"", "file is empty"),
            ("source", b"hello", "This is not a CSV that begins with its columns. The columns are: slug, title"),
        ],
    )
    def test_what_cannot_be_taken_is_told_and_nothing_written(self, editor, model, text, words):
        make_claimant(slug="rfi", name="Radio", kind="media", stake="independent")

        page = previewed(editor, model, text).content.decode()

        assert words in page
        assert "confirm_form" not in page
        assert (Claim.objects.count(), Source.objects.count(), Claimant.objects.count()) == (0, 0, 1)

    @pytest.mark.parametrize(
        "content",
        [
            "slug;title;kind\r\nlere;Léré, hier;article\r\n".encode(),
            '\ufeffslug,title,kind\nlere,"Léré, hier",article\n'.encode(),
            "sep=;\r\nslug;title;kind\r\nlere;Léré, hier;article\r\n".encode("utf-16"),
            "slug\ttitle\tkind\r\nlere\tLéré, hier\tarticle\r\n".encode("utf-16"),
            "Slug ; TITLE;Kind;\n lere;Léré, hier; article ;\n;;;\n".encode(),
        ],
        ids=["semicolons", "byte order mark", "declared", "tabs", "untidy"],
    )
    def test_what_spreadsheets_in_europe_write_is_read(self, editor, content):
        imported(editor, "source", content)

        assert Source.objects.values_list("slug", "title", "kind").get() == ("lere", "Léré, hier", "article")

    def test_a_public_claim_is_not_changed_this_way(self, editor):
        claim = make_published(reference="KO-012", claimant=make_claimant(slug="army"))

        page = previewed(editor, "claim", "reference,claimant,kind,statement\nKO-012,army,assertion,Other.\n")

        assert "is or was public" in page.content.decode()
        claim.refresh_from_db()
        assert claim.statement != "Other."

    def test_what_workflow_owns_is_ignored(self, editor):
        make_claim(reference="KO-012", claimant=make_claimant(slug="army"))

        imported(
            editor,
            "claim",
            "reference,claimant,kind,statement,publication,status\nKO-012,army,assertion,Other.,published,verified\n",
        )

        claim = Claim.objects.get()
        assert (claim.statement, claim.publication, claim.status) == ("Other.", "draft", "unverified")


class TestLimits:
    def test_a_file_that_is_too_large_is_refused(self, editor, monkeypatch):
        monkeypatch.setattr("claims.admin.import_export.MAX_FILE_MEGABYTES", 0)

        page = previewed(editor, "claimant", "slug,name,kind\nrfi,Radio,media\n")

        assert "load a batch instead" in page.content.decode()

    @pytest.mark.parametrize("name", ["gone", "../../etc/passwd", "x\x00y"])
    def test_a_preview_that_is_gone_is_told(self, editor, name):
        form = {"import_file_name": name, "original_file_name": "a.csv", "format": "0", "resource": ""}

        page = editor.post(f"{ADMIN}claimant/process_import/", form, follow=True)

        assert page.status_code == 200
        assert not Claimant.objects.exists()


def test_who_may_not_add_may_not_import(client):
    client.force_login(make_user())

    for model in ("claim", "source", "claimant"):
        assert client.get(f"{ADMIN}{model}/import/").status_code == 403
        assert client.get(f"{ADMIN}{model}/export/").status_code == 403
