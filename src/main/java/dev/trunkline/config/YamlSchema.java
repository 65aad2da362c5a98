package dev.trunkline.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.config.FarEndConfig.Dialect;

/**
 * A JSON Schema (draft 2020-12) of trunkline.yaml, for editors and pipelines, written from the register that the file is read by. It knows
 * one value at a time: what another key, a file or this machine has to do with it is for {@link ConfigReader} alone. Thread-safe.
 */
public final class YamlSchema {

    /** In draft 2020-12. */
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private YamlSchema() {}

    /** The whole of it. */
    public static String text() {
        return schema().toPrettyString();
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", DIALECT)
                .put("title", "trunkline.yaml")
                .put(
                        "description",
                        "Trunkline's configuration. Every key is optional; variables of the environment win.");
        ObjectNode entries = Entries.TOP.schema();
        schema.setAll(entries);
        schema.put("type", "object");
        for (ConfigKey key : KeyRegister.KEYS) {
            int dot = key.path().indexOf('.');
            ObjectNode section =
                    schema.withObject("/properties").withObject("/" + key.path().substring(0, dot));
            section.putArray("type").add("object").add("null"); // all of it may be commented out
            section.put("additionalProperties", false);
            section.withObject("/properties").set(key.path().substring(dot + 1), property(key));
        }
        oneOf(at(schema, "admin/properties/tokens/items"), "token", "sha256");
        oneOf(at(schema, "webhooks/items"), "secret", "secretVariable");
        at(schema, "rules/items/properties/when").put("minProperties", 1);
        farEnds(at(schema, "farEnds"));
        return schema;
    }

    private static ObjectNode at(ObjectNode schema, String path) {
        return schema.withObject("/properties/" + path);
    }

    private static ObjectNode property(ConfigKey key) {
        String variable = key.variable() == null ? "" : " [" + key.variable() + "]";
        ObjectNode property = key.shape().schema().put("description", key.meaning() + variable);
        if (key.defaultText() != null) {
            property.set("default", YamlTree.scalar(key.defaultText()));
        }
        return property;
    }

    private static void oneOf(ObjectNode schema, String... names) {
        for (String name : names) {
            schema.withArray("oneOf").addObject().putArray("required").add(name);
        }
    }

    /** Two names stand for something else, and each dialect needs what the vendor needs. */
    private static void farEnds(ObjectNode schema) {
        ObjectNode reserved = schema.withObject("/propertyNames").putObject("not");
        FarEndReader.RESERVED.stream().sorted().forEach(reserved.putArray("enum")::add);
        for (Dialect dialect : Dialect.values()) {
            ObjectNode rule = JsonNodeFactory.instance.objectNode();
            rule.withObject("/if/properties/dialect").put("const", dialect.word());
            ObjectNode then = rule.putObject("then");
            FarEndReader.needed(dialect).forEach(then.withArray("required")::add);
            for (String key : Entries.FAR_END.names()) {
                if (!FarEndReader.taken(dialect).contains(key)) {
                    then.withObject("/properties").put(key, false);
                }
            }
            schema.withObject("/additionalProperties").withArray("allOf").add(rule);
        }
    }
}
