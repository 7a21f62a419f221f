"""Parity of Vietnamese and English: the same numbers, dates and names with figures."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.dates import Day, write_day, write_short
from briefings.languages.facts import Fact, Kind, facts
from briefings.languages.numbers import write_number
from briefings.languages.parity import differences
from briefings.languages.text import Language, Text

VI, EN = Language.VI, Language.EN
ALIKE = [
    ("ARF lần thứ 29 và ngày 5/10", "5 October and the 29th ARF"),
    ("Điểm 5, 6/10/2024", "6 October 2024, point 5"),
    ("5 đồng chí và 5 USD", "USD 5 and five comrades"),
    ("ngày 05 tháng 10 năm 2024", "5 October 2024"),
    ("5/10/2024", "October 5, 2024"),
    ("tháng 9/2023", "September 2023"),
    ("tháng 9-2023", "in September of 2023"),
    ("tháng 9 năm 2023", "Sept 2023"),
    ("ngày 5/10", "October 5"),
    ("ngày 25-11", "25 November"),
    ("chiều 2-11", "on 2 November"),
    ("từ ngày 12/2 - 14/2", "12–14 February"),
    ("ngày 5 và 6 tháng 10 năm 2024", "5 and 6 October 2024"),
    ("ngày 5/10 và 6/10/2024", "5 and 6 October 2024"),
    ("từ ngày 5 đến ngày 6/10/2024", "from 5 to 6 October 2024"),
    ("ngày 9 và 10 tháng 5", "on May 9 and 10"),
    ("5, 6 và 7/10/2024", "5, 6 and 7 October 2024"),
    ("giai đoạn 2024-2028", "2024–2028"),
    ("2022 - 2023", "from 2022 to 2023"),
    ("2023-2024", "2023–24"),
    ("lần thứ 29", "29th"),
    ("lần thứ nhất", "first"),
    ("lần thứ 1", "first"),
    ("thứ tư", "4th"),
    ("lần thứ 4", "fourth"),
    ("560.000 đô la Canada", "CAD 560,000"),
    ("1,5 tỷ USD", "USD 1.5 billion"),
    ("1,5 tỷ USD", "US$1.5 billion"),
    ("500 nghìn", "500,000"),
    ("2.000 tỷ đồng", "VND 2 trillion"),
    ("hai bên nhất trí", "agreed"),
    ("kỷ niệm 30 năm", "30th anniversary"),
    ("15%", "15 per cent"),
    ("15-20%", "15% to 20%"),
    ("mười phần trăm", "10%"),
    ("ARF-29", "29th ARF"),
    ("AMM - 55", "AMM-55"),
    ("AMM lần thứ 56", "AMM-56"),
    ("Covid-19", "COVID-19"),
    ("đại hội XIII", "13th congress"),
    ("2 triệu", "two million"),
    ("tháng tư", "April"),
    ("tháng 5", "in May"),
    ("tháng Tư năm 2024", "April 2024"),
    ("Nghị định 30/2020/NĐ-CP", "Decree 30/2020/ND-CP"),
    ("công nghiệp 4.0", "Industry 4.0"),
    ("bằng 0 vào năm 2050", "net zero by 2050"),
    ("quý 2/2024", "second quarter of 2024"),
    ("những năm 1990", "the 1990s"),
    ("14 giờ 30", "2.30 p.m."),
    ("9h30", "9:30"),
    ("2/3 số nước", "two thirds"),
    ("24/7", "24/7"),
    ("[Nghị quyết](https://a.vn/2024/5) số 5", "[Resolution](https://a.vn/9) No. 5"),
    ("ngày\xa005\xa0tháng\xa08\xa0năm\xa02022", "5\xa0August\xa02022"),
    ("**5** tàu", "five ships"),
    ("190 năm", "190-year"),
    ("G7", "G-7"),
    ("(2013-2018) và 45", "(2013–2018) and 45"),
    ("mùng 2 tháng 9", "2 September"),
    ("lần thứ 29, ngày 05 tháng 10 năm 2024", "29th, on 5 October 2024"),
    ("tháng 9 và tháng 10 năm 2024", "September and October 2024"),
    ("từ tháng 9-10/2023", "September–October 2023"),
    ("lần thứ 15 (tháng 11/2020)", "15th (November 2020)"),
    ("12 tháng", "twelve months"),
    ("2 giờ", "2 hours"),
    ("trong 6 tháng", "in six months"),
    ("từ ngày 30/9 đến ngày 6/10/2024", "from 30 September to 6 October 2024"),
    ("hai mươi mốt nước", "21 countries"),
    ("30 nước", "thirty countries"),
    ("luật Biển 1982 (UNCLOS 1982)", "1982 UNCLOS, 1982"),
    ("Bên lề ARF-30 – 14/7/2023", "On the margins of ARF-30 – 14 July 2023"),
    ("ngày 29/2", "29 February"),
    ("hai lần trong năm 2024", "twice in 2024"),
    ("100 nghìn đô la", "$100,000"),
    ("5G", "5G"),
    ("tháng 10 năm 2024, 3 dự án", "October 2024, 3 projects"),
    ("COVID-19 năm 2020", "COVID 19, 2020"),
    ("1.000 – 2.000", "1,000 to 2,000"),
    ("trên 5 triệu USD", "more than 5 million dollars"),
    ("100 năm", "a hundred years"),
    ("hơn 1 triệu", "more than one million"),
    ("Điều 5 khoản 2", "Article 5(2)"),
    ("đồng thuận 5 điểm", "Five-Point Consensus"),
    ("ngày 30 tháng 4 năm 1975 và 2 tháng 9", "30 April 1975 and 2 September"),
]


@pytest.mark.parametrize(("vi", "en"), ALIKE)
def test_the_same_in_each_language_s_own_way(vi: str, en: str) -> None:
    """Facts that each language writes in its own way are no difference."""
    assert differences(Text(vi, en)) == ()


DIFFERENT = [
    ("2/3 và 2/3", "two thirds", ['only Vietnamese has "2/3"']),
    ("560.000", "650,000", ['only Vietnamese has "560.000"', 'only English has "650,000"']),
    ("560,000 tấn", "560,000 tonnes", ['only Vietnamese has "560,000"', 'only English has "560,000"']),
    ("1,5 triệu", "15 million", ['only Vietnamese has "1,5 triệu"', 'only English has "15 million"']),
    (
        "560.000 đô la Canada",
        "USD 560,000",
        ['only Vietnamese has "560.000 đô la Canada"', 'only English has "USD 560,000"'],
    ),
    (
        "ngày 05 tháng 10 năm 2024",
        "6 October 2024",
        ['only Vietnamese has "ngày 05 tháng 10 năm 2024"', 'only English has "6 October 2024"'],
    ),
    (
        "ngày 5/10/2024",
        "October 2024",
        ['only Vietnamese has "5/10/2024"', 'only English has "October 2024"'],
    ),
    ("5 tàu và 5 xe", "5 ships and cars", ['Vietnamese has "5" twice, English once']),
    ("5 tàu", "5 ships, 5 cars, 5 dogs", ['English has "5" 3 times, Vietnamese once']),
    ("năm 2024", "5 ships in 2024", ['only English has "5"']),
    ("hằng năm", "every 5 days", ['only English has "5"']),
    ("COVID-19", "COVID", ['only Vietnamese has "COVID-19"']),
    ("ARF-29", "ARF-30", ['only Vietnamese has "ARF-29"', 'only English has "ARF-30"']),
    ("lần thứ 29", "the 28th", ['only Vietnamese has "29"', 'only English has "28th"']),
    ("15%", "15", ['only Vietnamese has "15%"', 'only English has "15"']),
    ("tháng 9", "in October", ['only Vietnamese has "tháng 9"', 'only English has "October"']),
    ("hai bên", "3 sides", ['only English has "3"']),
    ("giai đoạn 2024-2028", "2024–2027", ['only Vietnamese has "2028"', 'only English has "2027"']),
    ("9h30", "9.30 p.m.", ['only Vietnamese has "9h30"', 'only English has "9.30 p.m."']),
    ("lần thứ 29 và ngày 05 tháng 10", "5 October", ['only Vietnamese has "29"']),
]


@pytest.mark.parametrize(("vi", "en", "said"), DIFFERENT)
def test_what_only_one_language_has(vi: str, en: str, said: list[str]) -> None:
    """A difference is named in the words of the text that has it, Vietnamese first."""
    assert [str(difference) for difference in differences(Text(vi, en))] == said


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Hai bên nhất trí", "The sides agreed"),
        ("ba nước, lần thứ tư", "the countries"),
        ("Các nước", "The three countries, for the first time, in May"),
        ("hai tháng một lần", "from time to time"),
        ("Chương VII", "a chapter"),
    ],
)
def test_words_alone_make_no_difference(vi: str, en: str) -> None:
    """A number, month or numeral without figures is never missed in the other language."""
    assert differences(Text(vi, en)) == ()


def test_a_word_excuses_one_figure_only() -> None:
    """A word that stands once stands for one figure, not for two."""
    said = [str(difference) for difference in differences(Text("hai tàu", "2 ships and 2 planes"))]
    assert said == ['only English has "2"']


def test_a_missing_language_has_no_differences() -> None:
    """A text that is not there is reported as missing elsewhere, not fact by fact."""
    assert differences(Text(vi="560.000")) == differences(Text(en="2024")) == ()


def test_facts_are_the_same_in_both_languages() -> None:
    """Facts are normalised and counted, and know how they were written, in the order of the text."""
    vi = facts("Ngày 05 tháng 8 năm 2022, 560.000 đô la Canada; AMM-56; 15%; 9h30; 2 và 2", VI)
    assert vi == Counter(
        {
            Fact(Kind.DATE, "2022-08-05"): 1,
            Fact(Kind.NUMBER, "560000", "CAD"): 1,
            Fact(Kind.NAME, "amm56"): 1,
            Fact(Kind.PERCENTAGE, "15"): 1,
            Fact(Kind.TIME, "09:30"): 1,
            Fact(Kind.NUMBER, "2"): 2,
        }
    )
    assert vi == facts("5 August 2022, CAD 560,000; AMM-56; 15 per cent; 9.30 am; 2 and 2", EN)
    assert [fact.written for fact in vi][:2] == ["Ngày 05 tháng 8 năm 2022", "560.000 đô la Canada"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("quý 2/2024", ["2", "2024"]),
        ("30/2/2024", ["30", "2", "2024"]),
        ("5 đồng chí", ["5"]),
        ("2023–24", ["2023", "2024"]),
        ("1999-01", ["1999", "1"]),
    ],
)
def test_what_only_looks_like_something_else(text: str, numbers: list[str]) -> None:
    """Quarters, days that no calendar has and comrades are bare numbers, not dates or amounts."""
    assert facts(text, VI) == Counter(Fact(Kind.NUMBER, number) for number in numbers)


@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.integers(1, 3),
    st.sampled_from([write_day, write_short]),
)
def test_dates_that_the_program_writes(day: date, precision: int, write: object) -> None:
    """Whatever day the program writes in both languages is the same fact in both."""
    assert callable(write)
    known = Day(*(day.year, day.month, day.day)[:precision])
    text = Text(f"Vào {write(known, VI)}, hai bên gặp nhau.", f"The sides met on {write(known, EN)}.")
    assert differences(text) == ()


@given(st.decimals(0, 10**12, places=2))
def test_numbers_that_the_program_writes(value: Decimal) -> None:
    """Whatever number the program writes in both languages is the same fact in both."""
    text = Text(f"Tổng: {write_number(value, VI)} tấn", f"Total: {write_number(value, EN)} tonnes")
    assert differences(text) == ()


@given(st.text("0123456789.,-–/: %$tháng ngày namMay hIVX*()[]", max_size=40), st.text(max_size=20))
def test_no_text_is_too_odd(one: str, other: str) -> None:
    """Any text can be compared, and has no differences from itself in the same language."""
    differences(Text(one, other))
    assert facts(one, VI) == facts(one, VI)


@pytest.mark.parametrize(
    "text", ["A" * 20000, "A" + "1" * 20000 + "_", "](" * 10000, "9" * 20000, "1-" * 5000, "X" * 20000]
)
def test_long_runs_take_no_time(text: str) -> None:
    """A pathological field does not stall the comparison."""
    started = perf_counter()
    differences(Text(text, "1"))
    assert perf_counter() - started < 5
