package dev.trunkline.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.SomeCalls;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsOfOlderVersionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"formerChatGroupIds\":[],",
                "\"notes\":[],",
                ",\"talkOverMillis\":null,\"longestSilenceMillis\":null"
            })
    void whatTheyDoNotHaveIsEmpty(String newer) throws IOException {
        CallRecord record = SomeCalls.call(1).ended();
        String json = new String(RecordJson.write(record), UTF_8);

        assertThat(json).contains(newer);
        assertThat(RecordJson.read(json.replace(newer, ""))).isEqualTo(record);
    }
}
