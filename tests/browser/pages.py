"""Every public page and the states that it can be in, as addresses of the demo."""

PAGES = [
    "/",
    "/claims/",
    "/claims/?disputed=true",
    "/claims/?q=Anefis&status=unverified&about_after=2023-10-01",
    "/claims/?q=Kidall",
    "/claims/?q=nothing-like-it&claimant=csp-psd",
    "/claims/?about_after=yesterday",
    "/claims/?sort=decided",
    "/claims/KO-002/",
    "/claims/KO-012/",
    "/claims/KO-018/",
    "/claims/KO-012/?as_of=2023-01-01",
    "/claims/KO-012/?as_of=never",
    "/claims/KO-012/correct/",
    "/claims/NO-SUCH/",
    "/compare/?claim=KO-012&claim=KO-013",
    "/compare/?claim=KO-002&claim=KO-009&claim=KO-011&claim=KO-012&claim=KO-013&claim=KO-018",
    "/compare/?claim=KO-012",
    "/questions/",
    "/questions/?state=open",
    "/questions/ersane-toll/",
    "/questions/ersane-toll/embed/",
    "/claimants/",
    "/claimants/matrix/",
    "/events/",
    "/timeline/",
    "/timeline/?from=2023-10-01&to=2023-10-15",
    "/timeline/?from=soon",
    "/map/",
    "/sources/",
    "/ledger/",
    "/ledger/?day=never&claim=what",
    "/ledger/1/",
    "/about/",
    "/api/docs/",
]
#: Lists whose first details are walked too, and how many of them.
LISTS = {"/questions/": 4, "/claimants/": 3, "/events/": 3, "/sources/": 3}


def every_page(page):
    """Return the address of each page: the fixed ones, then the first details of each list, a question's embed too."""
    addresses = list(PAGES)
    for listing, most in LISTS.items():
        page.goto(listing)
        links = page.locator(f"main a[href^='{listing}']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        details = [link for link in dict.fromkeys(links) if link.count("/") == 3 and "?" not in link]
        details = [link for link in details if link not in PAGES][:most]
        assert details, f"{listing} lists nothing"
        addresses += details
    question = next(address for address in addresses if address.startswith("/questions/") and address.count("/") == 3)
    return [*addresses, f"{question}embed/"]
