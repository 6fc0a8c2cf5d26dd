"""Who is who at the client and the provider, and which documents were issued."""

from datetime import date

from inventories import edition_facts, facts, ids

from generator.facts.ordering import word_key

CONTACTS = [
    {"id": "gone", "name": "Taro Old", "roles": ["liaison"], "end_date": "2026-09-30"},
    {"id": "coming", "name": "Jiro New", "roles": ["liaison"], "start_date": "2026-11-01"},
    {"id": "sato", "name": "Hanako Sato", "roles": ["liaison", "approver"], "may_request": ["starter", "purchase"]},
    {"id": "ito", "name": "Ken Ito", "roles": ["deputy", "approver"], "end_date": "2026-10-01"},
]
RELEASES = [
    {"number": "1.10", "date": "2026-06-01", "changes": ["x"]},
    {"number": "1.9", "date": "2026-06-01", "changes": ["x"]},
    {"number": "1.0", "date": "2026-01-10", "changes": ["x"]},
    {"number": "2.0", "date": "2026-12-01", "changes": ["x"]},
]


def test_people_who_left_or_have_not_come_are_not_named() -> None:
    ours = facts(contacts=CONTACTS)
    assert ours.liaison is not None
    assert ours.liaison.id == "sato"
    assert ours.deputy is not None, "today is the last day"
    assert facts(as_of=date(2026, 10, 2), contacts=CONTACTS).deputy is None


def test_contacts_by_role_and_by_what_they_may_ask_for() -> None:
    ours = facts(contacts=CONTACTS)
    assert ids(ours.contacts_with("approver")) == ["sato", "ito"]
    assert ids(ours.contacts_who_may("purchase")) == ["sato"]
    assert ours.contacts_who_may("restore") == ()


def test_what_contacts_may_request_is_not_told_to_staff() -> None:
    assert edition_facts("staff", contacts=CONTACTS).contacts_who_may("purchase") == ()


def test_the_support_team_names_everybody_once() -> None:
    ours = facts(client={"deputy_coordinator": "lee", "engineers": ["lee", "mori"], "technicians": ["ono"]})
    assert ids(ours.support_team) == ["mori", "lee", "ono"]
    assert ours.coordinator is not None
    assert ours.coordinator.id == "mori"


def test_the_latest_release_is_the_newest_already_issued() -> None:
    ours = facts(client={"releases": RELEASES})
    assert [r.number for r in ours.releases] == ["1.10", "1.9", "1.0"]
    assert ours.latest_release is not None
    assert ours.latest_release.number == "1.10"
    assert facts().latest_release is None


def test_words_are_in_the_order_in_which_they_are_looked_up() -> None:
    japanese = ["さーばー", "さいと", "サポート", "ばっくあっぷ", "はーど", "ぱそこん", "りもーと"]
    assert sorted(set(japanese), key=word_key) == [
        "さーばー",
        "さいと",
        "サポート",
        "はーど",
        "ぱそこん",
        "ばっくあっぷ",
        "りもーと",
    ]
    assert sorted(["restore", "Recovery", "UPS", "Bunko"], key=word_key) == ["Bunko", "Recovery", "restore", "UPS"]
