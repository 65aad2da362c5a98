package dev.trunkline.engine.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.fuzz.FuzzTarget;
import java.io.IOException;

/** What a client of the expression models may ask: understood, or refused with a reason. */
class RequestReaderFuzzTest implements FuzzTarget {

    private static final JsonMapper JACKSON = new JsonMapper();

    @Override
    public void check(byte[] json) {
        JsonNode message;
        try {
            message = JACKSON.readTree(json);
        } catch (IOException e) {
            return;
        }
        if (!message.isObject()) {
            return;
        }
        try {
            Request request = RequestReader.read(message);
            assertThat(request.toString()).isNotEmpty();
            RequestReader.payloadId(message);
        } catch (Refused refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500).doesNotContain("\n", "\r");
        }
    }
}
