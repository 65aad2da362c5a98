package dev.trunkline.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.DialObjection;
import dev.trunkline.phone.CarrierInstruction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferToolTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Destination> DESTINATIONS = List.of(
            new Destination("billing", "+15557001", "Invoices and payments.", "+15550002", 25, false),
            new Destination("support", "+15557002", "", null, 20, false));

    private final TransferTool tool = new TransferTool(DESTINATIONS);
    private final Deed deed = new Deed();

    @Test
    void dialsWhatTheConfigurationSays() {
        run(Map.of("destination", "billing"));

        assertThat(deed.transfer).isEqualTo(new CarrierInstruction.Transfer("billing", "+15557001", "+15550002", 25));
        assertThat(deed.outcome).isEqualTo("ok");
        assertThat(deed.content).contains("billing").doesNotContain("+1555");
    }

    @Test
    void showsTheModelNamesAndDescriptionsButNoNumbers() throws Exception {
        JsonNode schema = JSON.readTree(tool.spec().parametersSchemaJson());

        assertThat(schema.at("/properties/destination/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("billing", "support");
        assertThat(schema.at("/required/0").asText()).isEqualTo("destination");
        assertThat(tool.spec().toString())
                .contains("Invoices and payments.")
                .doesNotContain("5557001")
                .doesNotContain("5557002");
    }

    @Test
    void saysWhatIsPossibleWhenTheNameIsWrong() {
        run(Map.of("destination", "sales"));

        assertThat(deed.transfer).isNull();
        assertThat(deed.outcome).isEqualTo("bad_parameters");
        assertThat(deed.content).contains("billing or support").doesNotContain("sales");
    }

    @Test
    void saysSoWhenAnotherEndIsUnderWay() {
        deed.permitted = false;

        run(Map.of("destination", "billing"));

        assertThat(deed.outcome).isEqualTo("failed");
        assertThat(deed.answers).isOne();
    }

    @Test
    void saysSoAtOnceWhenNobodyCanBeDialledForThisCaller() {
        deed.objection = DialObjection.NO_CALLER_ID;

        run(Map.of("destination", "billing"));

        assertThat(deed.transfer).isNull();
        assertThat(deed.outcome).isEqualTo("failed");
        assertThat(deed.content).contains("could not put you through");
        assertThat(deed.answers).isOne();
    }

    @Test
    void tellsThePersonWhoIsComing() {
        deed.digits = "42#";

        run(Map.of("destination", "billing", "reason", " A wrong invoice ", "summary", "Number 17, twice."));

        assertThat(deed.whisper)
                .isEqualTo("A caller for you. A wrong invoice. Number 17, twice. The caller entered 4 2 #.");
    }

    @Test
    void readsNothingOutThatCannotStandInXmlOrGoesOnForEver() {
        String grin = "\uD83D\uDE00";
        run(Map.of(
                "destination",
                "billing",
                "reason",
                "a\u0000b\u001B[31m\uD800c\n<Dial>\u202E",
                "summary",
                grin.repeat(400)));

        assertThat(deed.whisper)
                .startsWith("A caller for you. a b [31m c <Dial>. " + grin)
                .hasSizeLessThan(560);
        assertThat(deed.whisper.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void takesOnlyAStringForAName() throws Exception {
        var numbered = new TransferTool(List.of(new Destination("1", "+15557001", "", null, 20, false)));

        for (String destination : List.of("1", "[\"1\"]", "{\"1\":\"1\"}", "null", "true", "1.0")) {
            JsonNode arguments = JSON.readTree("{\"destination\":" + destination + "}");
            numbered.run(arguments, deed, deed);
        }

        assertThat(deed.transfer).isNull();
        assertThat(deed.answers).isEqualTo(6);
    }

    @Test
    void goesThroughTheToolboxToo() throws Exception {
        String parameters = JSON.writeValueAsString(Map.of("destination", "support"));
        new Toolbox(List.of(tool)).run(new ToolCall("t1", "transfer_call", parameters, false, true), deed, deed);

        assertThat(deed.transfer).isEqualTo(new CarrierInstruction.Transfer("support", "+15557002", null, 20));
    }

    private void run(Map<String, String> arguments) {
        tool.run(JSON.valueToTree(arguments), deed, deed);
    }
}
