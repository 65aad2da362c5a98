package dev.trunkline.record.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.record.CallRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Records as JSON, for journal and database. Reads what an older version wrote, whose records had less in them, and a newer one.
 * Thread-safe.
 */
final class RecordJson {

    /** H2's longest text is a mebi of characters. */
    private static final int MAX_CHARACTERS = 1_000_000;

    private static final JsonMapper JSON = mapper();

    private RecordJson() {}

    private static JsonMapper mapper() {
        JsonMapper json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        json.configOverride(List.class).setSetterInfo(empty);
        json.configOverride(Map.class).setSetterInfo(empty);
        return json;
    }

    /** UTF-8 that every database takes. A record that is too long is without the end of its longest lists. */
    static byte[] write(CallRecord record) {
        String text = text(record);
        for (int most = 2_000; text.length() > MAX_CHARACTERS && most > 0; most /= 2) {
            text = text(record.shortened(most));
        }
        return text.getBytes(StandardCharsets.UTF_8); // halves of surrogate pairs become question marks
    }

    private static String text(CallRecord record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    /** @throws JsonProcessingException when it is no record */
    static CallRecord read(String json) throws JsonProcessingException {
        return JSON.readValue(json, CallRecord.class);
    }

    /** @throws JsonProcessingException when it is no record */
    static CallRecord read(byte[] json) throws JsonProcessingException {
        return read(new String(json, StandardCharsets.UTF_8));
    }
}
