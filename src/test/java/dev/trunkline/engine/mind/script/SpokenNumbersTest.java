package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.script.Slot.Kind;
import dev.trunkline.engine.mind.script.Slot.Value;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, money, days, times, names and addresses, as callers say them and ears write them. */
class SpokenNumbersTest {

    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 29);

    private final SlotReader reader = new SlotReader(() -> SUNDAY);

    private static Slot slot(Kind kind) {
        return new Slot(
                "it",
                kind,
                List.of("?"),
                List.of(),
                "",
                Map.of("standard", List.of("normal"), "express", List.of("fast")),
                1,
                40);
    }

    private String value(Kind kind, String text) {
        Value value = reader.answer(slot(kind), text);
        return value == null ? "" : value.value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forty-two | 42",
                "4 2 7 1 | 4271",
                "four two seven one | 4271",
                "It's 4271. | 4271",
                "double seven oh five | 7705",
                "oh seven double nine, triple one | 0799111",
                "zero one two | 012",
                "twenty twenty six | 2026",
                "nineteen eighty four | 1984",
                "one hundred and five | 105",
                "four hundred | 400",
                "four, two, seven, one, please | 4271",
                "42-71-13 | 427113",
                "um, eight... eight three | 883",
                "twelve thirty four | 1234",
                "Four to seven, one, double nine. | 427199",
                "five, for, six, too, double one | 546211",
                "oh I do not know | ''",
            })
    void digitsComeInAllForms(String text, String digits) {
        assertThat(value(Kind.DIGITS, text)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forty-two | 42",
                "one thousand two hundred and fifty | 1250",
                "1,250 | 1250",
                "two point five | 2.5",
                "about a hundred I think | 100",
                "three million | 3000000",
                "none at all | ''",
            })
    void numbersAreAdded(String text, String number) {
        assertThat(value(Kind.NUMBER, text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forty two pounds fifty | 42.50",
                "£42.50 | 42.50",
                "$1,200 | 1200.00",
                "twelve fifty | 12.50",
                "eighty pence | 0.80",
                "twenty quid | 20.00",
                "forty-two pounds and fifty pence | 42.50",
                "a lot | ''",
            })
    void moneyHasTwoDecimals(String text, String money) {
        assertThat(value(Kind.MONEY, text)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tomorrow | 2026-11-30",
                "on Friday | 2026-12-04",
                "next Friday please | 2026-12-04",
                "the day after tomorrow | 2026-12-01",
                "the third of May | 2027-05-03",
                "May the third | 2027-05-03",
                "May 3rd | 2027-05-03",
                "December twenty first | 2026-12-21",
                "the twenty-first | 2026-12-21",
                "in two weeks | 2026-12-13",
                "5/12/2026 | 2026-12-05",
                "at the end of the month | 2026-11-30",
                "I do not know yet | ''",
            })
    void daysAreTheNextOnes(String text, String day) {
        assertThat(value(Kind.DATE, text)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "half past three | 15:30",
                "quarter to four | 15:45",
                "ten past nine in the morning | 09:10",
                "three o'clock | 15:00",
                "at 9 am | 09:00",
                "15:30 | 15:30",
                "three thirty pm | 15:30",
                "noon | 12:00",
                "eight in the evening | 20:00",
                "any time | ''",
            })
    void timesAreThoseOfTheDay(String text, String time) {
        assertThat(value(Kind.TIME, text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAME | My name is John Smith. | John Smith",
                "NAME | it's mary | Mary",
                "NAME | S M I T H | Smith",
                "NAME | why do you want to know | ''",
                "ADDRESS | It's 12 Elm Street. | 12 Elm Street",
                "ADDRESS | forty two oak tree lane | 42 Oak Tree Lane",
                "ADDRESS | number fourteen church road, please | 14 Church Road",
                "ADDRESS | 7b Park Avenue in London | 7B Park Avenue London",
                "ADDRESS | It is sixteen, Gardiner Avenue. | 16 Gardiner Avenue",
                "ADDRESS | I am not sure | ''",
                "YES_NO | yeah that's right | yes",
                "YES_NO | no it isn't | no",
                "YES_NO | mm-hm | yes",
                "YES_NO | that's not right | no",
                "CHOICE | the fast one please | express",
                "CHOICE | standard | standard",
                "CHOICE | whatever | ''",
                "TEXT | Well, it's a red one. | a red one",
            })
    void otherKindsToo(Kind kind, String text, String value) {
        assertThat(value(kind, text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ADDRESS | I want to move to 12 Elm Street on Friday | 12 Elm Street",
                "DATE | I want to move to 12 Elm Street on Friday | 2026-12-04",
                "DIGITS | I want to move to 12 Elm Street on Friday | ''",
                "DIGITS | my customer number is 4 2 7 1 9 | 42719",
                "MONEY | I would like to pay forty pounds | 40.00",
                "MONEY | I have two questions | ''",
                "TIME | can you come on Friday at three | 15:00",
                "NAME | I have moved | ''",
                "TEXT | I have moved | ''",
            })
    void whatWasNotAskedForIsTakenWhenItCanBeNothingElse(Kind kind, String text, String value) {
        Value found = reader.unasked(slot(kind), text);

        assertThat(found == null ? "" : found.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ADDRESS | 40 Elm Street | no, fourteen not forty | 14 Elm Street",
                "ADDRESS | 40 Elm Street | No, it's fourteen. | 14 Elm Street",
                "ADDRESS | 12 Elm Street | not Elm Street, Oak Lane | 12 Oak Lane",
                "ADDRESS | 12 Elm Street | no, 12 Oak Lane | 12 Oak Lane",
                "ADDRESS | 12 Elm Street | no, Oak not Elm | 12 Oak Street",
                "DIGITS | 4271 | no, 4 2 7 2 | 4272",
                "DATE | 2026-12-04 | no, on Saturday | 2026-12-05",
                "NUMBER | 40 | no, fourteen not forty | 14",
            })
    void correctionsReplaceWhatIsWrong(Kind kind, String before, String said, String now) {
        Value value = new Correction(reader).of(slot(kind), Value.of(before), said, true);

        assertThat(value == null ? "" : value.value()).isEqualTo(now);
    }
}
