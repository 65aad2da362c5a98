package dev.trunkline.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.trunkline.call.CallEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Call events as JSON, by the names of their records and components, so that a new event needs no code here:
 * {@code CallerSaid} becomes {@code caller_said}, {@code connectNanos} becomes {@code connectMillis} with three decimals, a constant
 * of an enum its name in lower case, one of several kinds of record an object whose {@code kind} says which. Of the scores of an expression
 * the five highest are told, as in records. Confined to one thread.
 */
final class EventJson {

    private static final int SCORES_TOLD = 5;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    private final Map<Class<?>, List<Component>> known = new HashMap<>();

    /** A component of a record, and what it is called in JSON. */
    private record Component(String name, boolean isNanos, RecordComponent read) {
        static Component of(RecordComponent component) {
            String name = component.getName();
            boolean isNanos = component.getType() == long.class && (name.equals("nanos") || name.endsWith("Nanos"));
            String told = isNanos ? name.replaceFirst("nanos$", "millis").replaceFirst("Nanos$", "Millis") : name;
            component.getAccessor().setAccessible(true);
            return new Component(told, isNanos, component);
        }

        @Nullable
        Object value(Object of) {
            try {
                return read.getAccessor().invoke(of);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record that cannot be read: " + of.getClass(), e);
            }
        }
    }

    /** {@code {"type":"event",...}} in UTF-8. */
    byte[] of(String callSid, long atMillis, CallEvent event) {
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", "event");
            out.writeStringField("callSid", callSid);
            out.writeNumberField("atMillis", atMillis);
            out.writeStringField("name", name(event.getClass()));
            components(out, event);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array that cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** What an event is called. */
    static String name(Class<?> record) {
        return WORD_BEGINS.matcher(record.getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** What there is to tell of an event. */
    static List<String> fields(Class<?> record) {
        return componentsOf(record).stream().map(Component::name).toList();
    }

    private void components(JsonGenerator out, Object record) throws IOException {
        for (Component component : known.computeIfAbsent(record.getClass(), EventJson::componentsOf)) {
            out.writeFieldName(component.name);
            Object value = component.value(record);
            if (component.isNanos && value instanceof Long nanos) {
                out.writeNumber(Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI);
            } else {
                value(out, value, component.read.getType().isInterface());
            }
        }
    }

    private static List<Component> componentsOf(Class<?> record) {
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.add(Component.of(component));
        }
        return components;
    }

    private void value(JsonGenerator out, @Nullable Object value, boolean isOneOfSeveral) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Enum<?> constant) {
            out.writeString(constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            out.writeNumber(number.doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof Iterable<?> list) {
            out.writeStartArray();
            for (Object each : list) {
                value(out, each, false);
            }
            out.writeEndArray();
        } else if (value.getClass().isRecord()) {
            out.writeStartObject();
            if (isOneOfSeveral) {
                out.writeStringField("kind", name(value.getClass()));
            }
            components(out, value);
            out.writeEndObject();
        } else {
            out.writeString(value.toString());
        }
    }

    private void map(JsonGenerator out, Map<?, ?> map) throws IOException {
        out.writeStartObject();
        List<? extends Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (entries.size() > SCORES_TOLD && entries.get(0).getValue() instanceof Double) {
            entries.sort(Comparator.comparingDouble((Map.Entry<?, ?> entry) -> -(Double) entry.getValue()));
            entries = entries.subList(0, SCORES_TOLD);
        }
        for (Map.Entry<?, ?> entry : entries) {
            out.writeFieldName(entry.getKey().toString());
            value(out, entry.getValue(), false);
        }
        out.writeEndObject();
    }
}
