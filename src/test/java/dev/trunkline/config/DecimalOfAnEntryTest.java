package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecimalOfAnEntryTest {

    private final List<String> mistakes = new ArrayList<>();

    @Test
    void isNoLessThanItsRegisterSays() {
        assertThat(read("0.5")).isEqualTo(0.5);
        assertThat(mistakes).isEmpty();

        assertThat(read("0.49")).isNull();
        assertThat(mistakes).containsExactly("rule.above is not a number from 0.5 to 2: \"0.49\"");
    }

    private @Nullable Double read(String text) {
        return new FileEntry(
                        ConfigFile.read(null, mistakes, Shown::text),
                        JsonNodeFactory.instance.objectNode().put("above", text),
                        "rule",
                        EntryKeys.of(EntryKey.key("above", Shape.decimal(0.5, 2), "how much")))
                .decimal("above");
    }
}
