package dev.trunkline.phone.twilio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.trunkline.phone.twilio.TwilioMessage.Connected;
import dev.trunkline.phone.twilio.TwilioMessage.Dtmf;
import dev.trunkline.phone.twilio.TwilioMessage.Mark;
import dev.trunkline.phone.twilio.TwilioMessage.Media;
import dev.trunkline.phone.twilio.TwilioMessage.Rejected;
import dev.trunkline.phone.twilio.TwilioMessage.Start;
import dev.trunkline.phone.twilio.TwilioMessage.Stop;
import dev.trunkline.phone.twilio.TwilioMessage.Unknown;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads every message of Twilio, in whatever form JSON allows: unknown fields are ignored, numbers may be strings (Twilio's
 * are) or numbers. Nothing here throws. Immutable.
 */
final class JsonDecoder {

    private static final int MAX_DEPTH = 16; // Twilio's messages have three levels
    private static final String KEYS = "0123456789*#ABCD";
    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Decodes; {@code media} is filled and returned for sound. */
    TwilioMessage decode(byte[] json, int lengthBytes, Media media) {
        JsonNode message;
        try {
            message = READER.readTree(json, 0, lengthBytes);
        } catch (IOException e) {
            return Rejected.BAD_JSON;
        }
        String event = message.path("event").textValue();
        if (event == null) {
            return message.isObject() ? Rejected.BAD_FIELD : Rejected.BAD_JSON;
        }
        return switch (event) {
            case "media" -> media(message, media);
            case "connected" ->
                new Connected(
                        message.path("protocol").asText(),
                        message.path("version").asText());
            case "start" -> start(message);
            case "dtmf" -> dtmf(message);
            case "mark" -> mark(message);
            case "stop" -> stop(message);
            default -> new Unknown(event);
        };
    }

    private static TwilioMessage media(JsonNode message, Media media) {
        JsonNode sound = message.path("media");
        String streamSid = streamSid(message);
        String payload = sound.path("payload").textValue();
        Long chunk = number(sound.path("chunk"));
        Long timestampMillis = number(sound.path("timestamp"));
        if (streamSid == null
                || payload == null
                || chunk == null
                || timestampMillis == null
                || number(message.path("sequenceNumber")) == null) {
            return Rejected.BAD_FIELD;
        }
        if (!sound.path("track").asText("inbound").equals("inbound")) {
            return Rejected.WRONG_TRACK;
        }
        byte[] muLaw;
        try {
            muLaw = Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            return Rejected.BAD_BASE64;
        }
        if (muLaw.length == 0 || muLaw.length > Media.MAX_BYTES) {
            return Rejected.BAD_SIZE;
        }
        System.arraycopy(muLaw, 0, media.muLaw, 0, muLaw.length);
        media.lengthBytes = muLaw.length;
        media.streamSid = streamSid;
        media.chunk = chunk;
        media.timestampMillis = timestampMillis;
        return media;
    }

    private static TwilioMessage start(JsonNode message) {
        JsonNode start = message.path("start");
        String streamSid = streamSid(message);
        String callSid = start.path("callSid").textValue();
        if (streamSid == null
                || callSid == null
                || !TwilioSids.isSid(callSid)
                || !start.path("streamSid").asText(streamSid).equals(streamSid)) {
            return Rejected.BAD_FIELD;
        }
        JsonNode format = start.path("mediaFormat");
        if (!format.path("encoding").asText("audio/x-mulaw").equals("audio/x-mulaw")
                || format.path("sampleRate").asInt(8_000) != 8_000
                || format.path("channels").asInt(1) != 1) {
            return Rejected.BAD_FORMAT;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter :
                start.path("customParameters").properties()) {
            if (parameter.getValue().isTextual()) {
                parameters.put(parameter.getKey(), parameter.getValue().textValue());
            }
        }
        return new Start(streamSid, callSid, Map.copyOf(parameters));
    }

    private static TwilioMessage dtmf(JsonNode message) {
        String streamSid = streamSid(message);
        String digit = message.path("dtmf").path("digit").textValue();
        if (streamSid == null || digit == null || digit.length() != 1 || KEYS.indexOf(digit.charAt(0)) < 0) {
            return Rejected.BAD_FIELD;
        }
        return new Dtmf(streamSid, digit.charAt(0));
    }

    private static TwilioMessage mark(JsonNode message) {
        String streamSid = streamSid(message);
        String name = message.path("mark").path("name").textValue();
        if (streamSid == null || name == null) {
            return Rejected.BAD_FIELD;
        }
        Mark mark = new Mark();
        mark.streamSid = streamSid;
        mark.number = isNumber(name) ? Long.parseLong(name) : Mark.UNKNOWN;
        return mark;
    }

    private static TwilioMessage stop(JsonNode message) {
        String streamSid = streamSid(message);
        return streamSid == null ? Rejected.BAD_FIELD : new Stop(streamSid);
    }

    private static @Nullable String streamSid(JsonNode message) {
        String streamSid = message.path("streamSid").textValue();
        return streamSid == null || !TwilioSids.isSid(streamSid) ? null : streamSid;
    }

    /** {@link Media#UNKNOWN} when absent, null when not a number that can count anything. */
    private static @Nullable Long number(JsonNode value) {
        if (value.isMissingNode()) {
            return Media.UNKNOWN;
        }
        String digits = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        return isNumber(digits) ? Long.valueOf(digits) : null;
    }

    private static boolean isNumber(String digits) {
        return !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
