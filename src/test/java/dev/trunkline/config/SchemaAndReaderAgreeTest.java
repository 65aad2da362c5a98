package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes a file by the schema gets no surprise from the bridge: of every key both say the same. */
class SchemaAndReaderAgreeTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(YamlSchema.text());

    /** What other keys, files and this machine have to do with it, of which a schema knows nothing. */
    private static final Pattern ELSEWHERE = Pattern.compile(" (needs|only work together|is missing: outbound|leaves no"
            + "|cannot be read|holds no|is no program|is no address|names no route|is for|is no route|is no destination"
            + "|begins with no program|is no far end|is Hume's|forbids|must have a port"
            + "|must be https|lets nobody|names /|stands beside|has a password|is ws|is http).*");

    @TempDir
    Path folder;

    private final List<String> disagreements = new ArrayList<>();

    @Test
    void ofEverySingleKey() throws Exception {
        Map<String, List<ConfigKey>> sections =
                ConfigKey.all().stream().collect(Collectors.groupingBy(SchemaAndReaderAgreeTest::section));
        for (Map.Entry<String, List<ConfigKey>> section : sections.entrySet()) {
            List<ConfigKey> together = new ArrayList<>();
            for (ConfigKey key : section.getValue()) {
                if (key == EngineKey.MIND_URL || key == EngineKey.EARS_URL) {
                    ObjectNode file = NODES.objectNode();
                    compare(key.path(), key.shape(), file, file.putObject(section.getKey()), name(key));
                } else {
                    together.add(key);
                }
            }
            together(section.getKey(), together);
        }

        assertThat(disagreements).isEmpty();
    }

    /** All keys of a section in one file, with the first value of each, the second, and so on: one by one it takes seconds. */
    private void together(String section, List<ConfigKey> keys) throws IOException {
        for (boolean isGood : new boolean[] {true, false}) {
            int rounds = 1;
            for (int round = 0; round < rounds; round++) {
                ObjectNode file = NODES.objectNode();
                for (ConfigKey key : keys) {
                    ShapeSamples samples = ShapeSamples.of(key.shape());
                    List<JsonNode> values = isGood ? samples.good() : samples.bad();
                    rounds = Math.max(rounds, values.size());
                    if (round < values.size()) {
                        file.withObject("/" + section).set(name(key), values.get(round));
                    }
                }
                Verdicts verdicts = verdicts(file);
                for (ConfigKey key : keys) {
                    JsonNode value = file.path(section).path(name(key));
                    if (!value.isMissingNode()) {
                        judge(key.path(), value, verdicts, isGood);
                    }
                }
            }
        }
        for (JsonNode value : List.of(NODES.nullNode(), NODES.textNode("x"))) {
            ObjectNode file = NODES.objectNode();
            String ending = value.isNull() ? "" : "Misspelt";
            keys.forEach(key -> file.withObject("/" + section).set(name(key) + ending, value));
            Verdicts verdicts = verdicts(file);
            for (ConfigKey key : keys) {
                judge(key.path() + ending, value, verdicts, false);
            }
        }
    }

    private static String section(ConfigKey key) {
        return key.path().replaceFirst("\\..*", "");
    }

    private static String name(ConfigKey key) {
        return key.path().replaceFirst(".*\\.", "");
    }

    @Test
    void ofEveryKeyThatStandsInAListOrBelowAName() throws Exception {
        ObjectNode file = NODES.objectNode();
        walk("", Entries.TOP, file, file);

        assertThat(disagreements).isEmpty();
    }

    /** Below what is needed, and each key in its turn. */
    private void walk(String where, EntryKeys keys, ObjectNode file, ObjectNode entry) throws IOException {
        for (EntryKey key : keys.keys()) {
            String path = where.isEmpty() ? key.name() : where + "." + key.name();
            JsonNode before = entry.get(key.name());
            compare(path, key.shape(), file, entry, key.name());
            if (key.shape() instanceof Shape.Keys below) {
                walk(path, below.keys(), file, needed(below.keys(), entry.putObject(key.name())));
            } else if (key.shape() instanceof Shape.Each below) {
                walk(
                        path + "[0]",
                        below.keys(),
                        file,
                        needed(below.keys(), entry.putArray(key.name()).addObject()));
            } else if (key.shape() instanceof Shape.Named below) {
                walk(
                        path + ".one",
                        below.keys(),
                        file,
                        needed(below.keys(), entry.putObject(key.name()).putObject("one")));
            }
            if (before == null) {
                entry.remove(key.name());
            } else {
                entry.set(key.name(), before);
            }
        }
    }

    /** The least that such an entry is. */
    private static ObjectNode needed(EntryKeys keys, ObjectNode entry) {
        for (EntryKey each : keys.keys()) {
            if (each.isNeeded() && each.shape() instanceof Shape.Keys below) {
                entry.set(each.name(), needed(below.keys(), NODES.objectNode()));
            } else if (each.isNeeded() && !(each.shape() instanceof Shape.Each)) {
                entry.set(each.name(), ShapeSamples.of(each.shape()).good().get(0));
            }
        }
        if (keys.equals(Entries.FAR_END)) {
            entry.put("dialect", "evi").put("url", "wss://far.example.com/v0/evi");
        } else if (keys.equals(Entries.ADMIN_TOKEN)) {
            entry.put("token", "a-token-of-twenty-four-and-more");
        } else if (keys.equals(Entries.WEBHOOK)) {
            entry.put("secret", "a-secret-of-twenty-four-and-more").put("private", true);
        } else if (keys.equals(Entries.RULE)) {
            entry.withObject("/when").put("silentSeconds", 5);
            entry.withObject("/then").put("escalate", true);
        }
        return entry;
    }

    private void compare(String path, Shape shape, ObjectNode file, ObjectNode parent, String name) throws IOException {
        JsonNode before = parent.get(name);
        if (name.equals("sha256")) {
            parent.remove("token"); // it is one or the other
        }
        ShapeSamples samples = ShapeSamples.of(shape);
        for (JsonNode each : samples.good()) {
            parent.set(name, each);
            fitKind(file, path, each.asText());
            judge(path, each, file, true);
        }
        for (JsonNode each : samples.bad()) {
            parent.set(name, each);
            judge(path, each, file, false);
        }
        parent.set(name, NODES.nullNode());
        judge(path, NODES.nullNode(), file, false);
        parent.remove(name);
        parent.put(name + "Misspelt", "x");
        judge(path + "Misspelt", NODES.textNode("x"), file, false);
        parent.remove(name + "Misspelt");
        if (before != null) {
            parent.set(name, before);
        }
    }

    /** The scheme of two addresses depends on what they are for. */
    private static void fitKind(ObjectNode file, String path, String value) {
        if (path.equals("mind.url")) {
            file.withObject("/mind").put("kind", "clm");
        } else if (path.equals("ears.url")) {
            file.withObject("/ears").put("kind", value.startsWith("ws") ? "vosk" : "openai");
        }
    }

    /** What both say of a file, as lines that hold the paths of keys. */
    private record Verdicts(List<String> bySchema, List<String> byReader) {

        private static List<String> about(String path, List<String> lines) {
            Pattern named = Pattern.compile("(^|[ (])" + Pattern.quote(path) + "(?![A-Za-z])");
            return lines.stream().filter(each -> named.matcher(each).find()).toList();
        }
    }

    private Verdicts verdicts(ObjectNode file) throws IOException {
        return new Verdicts(
                SCHEMA.validate(file).stream()
                        .map(error -> {
                            String at = error.getInstanceLocation().toString().replaceFirst("^/", "");
                            String path = at.replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
                            Object unknown = error.getProperty(); // of additionalProperties
                            String whole =
                                    unknown == null ? path : path.isEmpty() ? "" + unknown : path + "." + unknown;
                            return whole + " " + error.getMessage();
                        })
                        .toList(),
                read(file).stream()
                        .filter(each -> !ELSEWHERE.matcher(each).find())
                        .toList());
    }

    private void judge(String path, JsonNode value, ObjectNode file, boolean isGood) throws IOException {
        judge(path, value, verdicts(file), isGood);
    }

    private void judge(String path, JsonNode value, Verdicts verdicts, boolean isGood) {
        String of = path + ": " + value.toString().replaceFirst("(.{60}).*", "$1...");
        List<String> bySchema = Verdicts.about(path, verdicts.bySchema());
        List<String> byReader = Verdicts.about(path, verdicts.byReader());
        if (bySchema.isEmpty() != isGood) {
            disagreements.add(of + " is " + (isGood ? "good" : "bad") + ", the schema says " + bySchema);
        }
        if (byReader.isEmpty() != isGood) {
            disagreements.add(of + " is " + (isGood ? "good" : "bad") + ", the reader says " + byReader);
        }
    }

    /** JSON is YAML. */
    private List<String> read(ObjectNode file) throws IOException {
        Path written = Files.writeString(folder.resolve("trunkline.yaml"), file.toString());
        try {
            ConfigReader.read(Map.of(), written);
            return List.of();
        } catch (ConfigException e) {
            return e.mistakes();
        }
    }

    @Test
    void theExampleIsGood() throws Exception {
        JsonNode example =
                new YAMLMapper().readTree(Path.of("deploy/trunkline.yaml").toFile());

        assertThat(SCHEMA.validate(example)).isEmpty();
    }

    @Test
    void eachDialectNeedsWhatItsVendorNeeds() throws Exception {
        for (FarEndConfig.Dialect dialect : FarEndConfig.Dialect.values()) {
            for (String key : List.of("key", "url", "model", "secretKey", "")) {
                ObjectNode file = NODES.objectNode();
                ObjectNode farEnd = file.putObject("farEnds").putObject("one").put("dialect", dialect.word());
                farEnd.put("key", "some-key")
                        .put("model", "some-model")
                        .put("url", "wss://far.example.com/v1/realtime");
                if (dialect == FarEndConfig.Dialect.EMBEDDED) {
                    farEnd.removeAll();
                    farEnd.put("dialect", dialect.word());
                    if (!key.isEmpty()) {
                        farEnd.put(key, "wss://far.example.com/v1/realtime");
                    }
                } else if (key.equals("secretKey")) {
                    farEnd.put(key, "some-secret");
                } else {
                    farEnd.remove(key);
                }
                assertThat(SCHEMA.validate(file).isEmpty())
                        .as(file.toString())
                        .isEqualTo(read(file).isEmpty());
            }
        }
    }

    /** An editor shows them; a key without is a riddle. */
    @Test
    void everyKeyHasADescription() throws Exception {
        List<String> without = new ArrayList<>();
        properties(JSON.readTree(YamlSchema.text()), "", without);

        assertThat(without).isEmpty();
        assertThat(JSON.readTree(YamlSchema.text()).at("/properties/server/properties/port"))
                .isEqualTo(JSON.readTree("{\"type\":\"integer\",\"minimum\":0,\"maximum\":65535,\"description\":"
                        + "\"where to listen; 0 takes any free port [TRUNKLINE_PORT]\",\"default\":8080}"));
    }

    private static void properties(JsonNode schema, String where, List<String> without) {
        if (!schema.isObject()) {
            return;
        }
        schema.path("properties").properties().forEach(each -> {
            String path = where + "/" + each.getKey();
            boolean isSection =
                    each.getValue().path("type").isArray() && each.getValue().has("properties");
            if (each.getValue().path("description").asText("").length() < 4 && !isSection) {
                without.add(path);
            }
            properties(each.getValue(), path, without);
        });
        Stream.of("items", "additionalProperties")
                .forEach(below -> properties(schema.path(below), where + "/" + below, without));
    }
}
