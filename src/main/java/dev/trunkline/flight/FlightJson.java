package dev.trunkline.flight;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.ComfortSounds;
import dev.trunkline.phone.CarrierInstruction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The objects of a flight as text, the same text for equal objects in every process. Thread-safe. */
public final class FlightJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // an older build wrote it
            .addMixIn(CarrierInstruction.class, Named.class)
            .addMixIn(CallEvent.class, Named.class)
            .registerModule(new SimpleModule()
                    .addSerializer(ComfortSounds.class, new SoundsWriter())
                    .addDeserializer(ComfortSounds.class, new SoundsReader())
                    .registerSubtypes(CarrierInstruction.class.getPermittedSubclasses()));

    private FlightJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Named {}

    /**
     * A fact as text.
     *
     * @throws IllegalStateException when it is of a type that no flight holds
     */
    public static String text(Object fact) {
        try {
            return fact instanceof String words ? words : MAPPER.writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written: " + fact.getClass(), e);
        }
    }

    /**
     * The object of a text.
     *
     * @throws IOException when it is no such object
     */
    public static <T> T read(String text, Class<T> type) throws IOException {
        return MAPPER.readValue(text, type);
    }

    /** The text as a tree; as a single text when it is no JSON. */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }

    private static final class SoundsWriter extends StdSerializer<ComfortSounds> {
        private static final long serialVersionUID = 1;

        SoundsWriter() {
            super(ComfortSounds.class);
        }

        @Override
        public void serialize(ComfortSounds sounds, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            write(json, "tone", sounds.tone());
            json.writeNumberField("pulseBytes", sounds.pulseBytes());
            write(json, "words", sounds.words());
            json.writeEndObject();
        }

        private static void write(JsonGenerator json, String name, byte @Nullable [] sound) throws IOException {
            if (sound != null) {
                json.writeBinaryField(name, sound);
            }
        }
    }

    private static final class SoundsReader extends StdDeserializer<ComfortSounds> {
        private static final long serialVersionUID = 1;

        SoundsReader() {
            super(ComfortSounds.class);
        }

        @Override
        public ComfortSounds deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(parser);
            return ComfortSounds.of(
                    node.path("tone").binaryValue(),
                    node.path("pulseBytes").asInt(),
                    node.path("words").binaryValue());
        }
    }
}
