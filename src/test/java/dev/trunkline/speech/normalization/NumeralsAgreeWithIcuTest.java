package dev.trunkline.speech.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ICU spells numbers as well, half a second after it is first asked. */
class NumeralsAgreeWithIcuTest {

    private final RuleBasedNumberFormat icu = new RuleBasedNumberFormat(ULocale.US, RuleBasedNumberFormat.SPELLOUT);

    @Test
    void wholeNumbers() {
        Random random = new Random(21);
        for (int i = 0; i < 2_000; i++) {
            long number = i < 1_200 ? i : Math.floorMod(random.nextLong(), (long) Math.pow(10, 3 + random.nextInt(12)));

            assertThat(Numerals.whole(number)).isEqualTo(icu("%spellout-cardinal", number));
        }
    }

    @Test
    void ordinals() {
        Random random = new Random(22);
        for (int i = 1; i < 2_000; i++) {
            long number = i < 1_200 ? i : random.nextInt(1_000_000_000);

            assertThat(Numerals.ordinal(String.valueOf(number))).isEqualTo(icu("%spellout-ordinal", number));
        }
    }

    @Test
    void years() {
        for (int year = 1100; year < 2100; year++) {
            assertThat(Numerals.year(String.valueOf(year))).isEqualTo(icu("%spellout-numbering-year", year));
        }
    }

    private String icu(String rules, long number) {
        return icu.format(number, rules).replace('-', ' ');
    }
}
