package dev.trunkline.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys that a mapping may have, of which there may be many in a file. Immutable. */
record EntryKeys(List<EntryKey> keys) {

    static EntryKeys of(EntryKey... keys) {
        return new EntryKeys(List.of(keys));
    }

    /** Some of them. */
    EntryKeys only(String... names) {
        return new EntryKeys(Arrays.stream(names).map(this::get).toList());
    }

    Set<String> names() {
        return keys.stream().map(EntryKey::name).collect(Collectors.toUnmodifiableSet());
    }

    /** What it takes; whoever reads a key that is not in the register has made a mistake. */
    EntryKey get(String name) {
        return keys.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not in the register"));
    }

    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        for (EntryKey key : keys) {
            ObjectNode own = key.shape().schema().put("description", key.meaning());
            if (key.usual() != null) {
                own.set("default", YamlTree.scalar(key.usual()));
            }
            schema.withObject("/properties").set(key.name(), own);
            if (key.isNeeded()) {
                schema.withArray("required").add(key.name());
            }
        }
        return schema.put("additionalProperties", false);
    }
}
