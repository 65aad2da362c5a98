package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A secret is hidden by what it is, not by whoever remembers to. */
class SecretsHaveATypeTest {

    private static final Pattern SECRET = Pattern.compile("(?i).*(token|secret|password|key|keys|credential)");

    /** Named like one, and none. */
    private static final Set<String> HARMLESS = Set.of(
            "CallReport$Digit.key", // of a telephone
            "CallPolicy.ownKeys",
            "Callee$Presses.keys",
            "CarrierEvents$Held.key",
            "KeptStates$Write.key", // of an entry
            "CarrierWebhooks$Question.idempotencyToken",
            "IdempotentAnswers$Asked.token"); // Twilio's idempotency token

    private static final String CANARY = "canary-of-twenty-four-and-more";
    private static final String HEX_CANARY = "ca9a41".repeat(10) + "0000";

    @Test
    void noSecretOfTheConfigurationIsAPlainText() throws Exception {
        List<String> plain = new ArrayList<>();
        for (Class<?> type : records("dev.trunkline.config")) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (isText(component) && SECRET.matcher(component.getName()).matches()) {
                    plain.add(name(type, component));
                }
            }
        }

        assertThat(plain).isEmpty();
    }

    /** What is generated prints everything, and is final; what somebody has written is not. */
    @Test
    void aRecordThatHoldsOnePrintsItselfWithout() throws Exception {
        List<String> telltales = new ArrayList<>();
        for (Class<?> type : records("dev.trunkline")) {
            boolean isGenerated = Modifier.isFinal(type.getMethod("toString").getModifiers());
            for (RecordComponent component : type.getRecordComponents()) {
                if (isGenerated
                        && isText(component)
                        && SECRET.matcher(component.getName()).matches()
                        && !HARMLESS.contains(name(type, component))) {
                    telltales.add(name(type, component));
                }
            }
        }

        assertThat(telltales).isEmpty();
    }

    @Test
    void aWholeConfigurationPrintsNone() throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (ConfigKey key : ConfigKey.all()) {
            if (key.variable() != null && key.setting().isSecret() && key != CarrierKey.ACCOUNT_SID) {
                environment.put(key.variable(), CANARY);
            }
        }
        environment.put("DATABASE_URL", "postgresql://u:" + CANARY + "@db.example/x?sslmode=require");
        environment.put("REDIS_URL", "rediss://u:" + CANARY + "@redis.example:6379");
        environment.put("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef");
        environment.put("TRUNKLINE_WEB_SEARCH_URL", "https://search.example");
        environment.put("TRUNKLINE_BIND", "127.0.0.1");
        environment.put("TRUNKLINE_RECORDING_KEY", HEX_CANARY);
        environment.put("TRUNKLINE_RECORDING_FORMER_KEYS", HEX_CANARY);
        environment.remove("TRUNKLINE_KEYS_SECRET"); // needs keys.deliverTo, which has no variable
        environment.remove("TRUNKLINE_PRE_ANSWER_SECRET"); // likewise preAnswer.url

        assertThat(environment).hasSizeGreaterThan(10);
        assertThat(ConfigReader.read(environment, null).toString()).doesNotContain(CANARY, HEX_CANARY);
    }

    private static boolean isText(RecordComponent component) {
        return component.getGenericType().getTypeName().contains("java.lang.String")
                || component.getType() == byte[].class
                || component.getType() == char[].class;
    }

    private static String name(Class<?> type, RecordComponent component) {
        return type.getName().replaceFirst(".*\\.", "") + "." + component.getName();
    }

    /** Of the classes that were compiled of the product. */
    private static List<Class<?>> records(String root) throws Exception {
        Path classes = Path.of(TrunklineConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes.resolve(root.replace('.', '/')))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                Class<?> type = Class.forName(name, false, SecretsHaveATypeTest.class.getClassLoader());
                if (type.isRecord()) {
                    records.add(type);
                }
            }
        }
        assertThat(records).hasSizeGreaterThan(10);
        return records;
    }
}
