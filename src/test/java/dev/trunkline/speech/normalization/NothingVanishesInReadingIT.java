package dev.trunkline.speech.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NothingVanishesInReadingIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234567890123456789 | one two three, four five six, seven eight nine, zero one two, three four five, six seven eight nine
            4111 1111 1111 1111 | four one one one, one one one one, one one one one, one one one one
            4111-1111-1111-1111 | four one one one, one one one one, one one one one, one one one one
            +1 (415) 555-0199 | plus one, four one five, five five five, zero one nine nine
            4155550199 | four one five, five five five, zero one nine nine
            14155550199 | one, four one five, five five five, zero one nine nine
            020 7946 0000 | zero two zero, seven nine four six, zero zero zero zero
            555-1234 | five five five, one two three four
            PIN is 1234 | PIN is one two three four
            12-34-56 | one two, three four, five six
            007 | zero zero seven
            1,234,567 | one million two hundred thirty four thousand five hundred sixty seven
            1 000 000 | one million
            -3.14 | minus three point one four
            ２０２６ | twenty twenty six
            ٠١٢٣٤٥٦٧٨٩ | zero one two, three four five, six seven eight nine
            """)
    void numbersAreAmountsOrDigits(String written, String spoken) {
        assertThat(Reading.forEnglishVoice(written).text()).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $42.50 | forty two dollars and fifty cents
            -$1,234.56 | minus one thousand two hundred thirty four dollars and fifty six cents
            1.234,56 € | one thousand two hundred thirty four euros and fifty six cents
            £0.99 | ninety nine pence
            $2.5M | two point five million dollars
            $5/month | five dollars per month
            5-10% | five to ten percent
            9:05 am | nine oh five ay M
            9am-5pm | nine ay M to five P M
            17:30 | seventeen thirty
            2026-11-29 | November twenty ninth, twenty twenty six
            12/24/2026 | December twenty fourth, twenty twenty six
            24.12.2026 | December twenty fourth, twenty twenty six
            Jan. 5 | January fifth
            the 1990s | the nineteen nineties
            the 23rd | the twenty third
            3/4 cup | three quarters cup
            20°C | twenty degrees Celsius
            1 km | one kilometer
            me.too@mail-box.org | me dot too at mail dash box dot org
            https://www.example.com/help | w w w dot example dot com slash help
            192.168.0.1 | one nine two dot one six eight dot zero dot one
            AB12CD34 | ay B one two C D three four
            No. 5, #7 | number five, number seven
            Dr. Smith vs. AT&T | Doctor Smith versus ay T and T
            """)
    void whatIsWrittenShortIsSaidInFull(String written, String spoken) {
        assertThat(Reading.forEnglishVoice(written).text()).isEqualTo(spoken);
    }

    @Test
    void markupIsNotRead() {
        assertThat(Reading.forEnglishVoice("**Yes**, _really_: `now` [here](https://x.example/y) <b>bold</b>")
                        .text())
                .isEqualTo("Yes, really: now here bold");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        assertThat(Reading.forEnglishVoice("Great \uD83D\uDC4D\u200D\uD83D\uDE00\u0007\u202E!")
                        .dropped())
                .isEqualTo(Map.of(Unspoken.EMOJI, 2, Unspoken.CONTROL, 2));
        assertThat(Reading.forEnglishVoice("Hello 世界").dropped()).isEqualTo(Map.of(Unspoken.SCRIPT, 2));
        assertThat(Reading.forEnglishVoice("مرحبا").dropped())
                .isEqualTo(Map.of(Unspoken.SCRIPT, 5, Unspoken.SENTENCE, 1));
        assertThat(Reading.forEnglishVoice("See https://x.example/?q=1").dropped())
                .isEqualTo(Map.of(Unspoken.ADDRESS, 4));
        assertThat(Reading.forEnglishVoice("All is said.").dropped()).isEmpty();
    }

    @Test
    void alphabetsThatHaveOurSoundsAreWrittenInOurs() {
        assertThat(Reading.forEnglishVoice("Привет, Анна").text()).isEqualTo("Privet, Anna");
    }

    @Test
    void voicesOfOtherLanguagesKeepThemAndGetLongNumbersInDigits() {
        assertThat(Reading.forAnyVoice("**Позвоните** +49 30 1234567, 2026-11-29, 42,50 €!")
                        .text())
                .isEqualTo("Позвоните +4 9, 3 0, 1 2 3, 4 5 6 7, 2026-11-29, 42,50 €!");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsWrittenThereIsNoDigitAndNothingNewTheSecondTime(long seed) {
        Random random = new Random(seed);
        String signs = "0123456789 0123456789 abcXYZ.,:;-+/()$€%#*_@&'\"\n°½²世я🙂";
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.appendCodePoint(signs.codePointAt(random.nextInt(signs.length())));
            }
            String spoken = Reading.forEnglishVoice(text.toString()).text();

            assertThat(spoken).as("of %s", text).matches("[\\x0A\\x20-\\x7E&&[^0-9]]*");
            boolean hasDigit = text.chars().anyMatch(c -> c >= '0' && c <= '9');
            assertThat(spoken.isEmpty() && hasDigit).as("of %s", text).isFalse();
        }
    }
}
