package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedConversationTest {

    @ParameterizedTest
    @CsvSource({"group-1, evi", "group-1, ''", "a@b, evi"})
    void isReadAsItWasWritten(String group, String farEnd) {
        assertThat(CarriedConversation.read(CarriedConversation.text(group, farEnd)))
                .isEqualTo(new CarriedConversation(group, farEnd));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "@", "@evi"})
    void whatHasNoNameIsNone(@Nullable String text) {
        assertThat(CarriedConversation.read(text).chatGroupId()).isNull();
    }

    @Test
    void noneIsWrittenSoThatTheLinkSaysThatTheCallWasSent() {
        assertThat(CarriedConversation.text(null, "evi")).isNotEmpty();
    }
}
