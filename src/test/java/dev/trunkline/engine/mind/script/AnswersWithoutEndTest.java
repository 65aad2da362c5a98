package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trunkline.engine.mind.script.Slot.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client may type as much as it likes. */
class AnswersWithoutEndTest {

    private static final int TIMES = 5_000;

    private final SlotReader reader = new SlotReader(() -> LocalDate.of(2026, 12, 1));

    @ParameterizedTest
    @EnumSource(names = {"NAME", "YES_NO", "CHOICE", "TEXT"})
    void areRead(Kind kind) {
        Slot slot = new Slot("it", kind, List.of(), List.of(), "", Map.of("one", List.of("first one")), 1, 12);
        for (String part : List.of("um ", "it is ", "no ", "a-", "one ", "main street ", "1 ", "a. ", "yes, ")) {
            assertThatCode(() -> reader.answer(slot, part.repeat(TIMES)))
                    .as(part)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void andWhatIsSaidBehindTheirBeginning() {
        Slot slot = new Slot("it", Kind.TEXT, List.of(), List.of(), "", Map.of(), 0, 0);

        assertThat(reader.answer(slot, "um, ".repeat(TIMES) + "it is ".repeat(TIMES) + "a leak"))
                .isEqualTo(Slot.Value.of("a leak"));
        assertThat(Correction.isLikely("no, ".repeat(TIMES) + "fourteen")).isTrue();
    }
}
