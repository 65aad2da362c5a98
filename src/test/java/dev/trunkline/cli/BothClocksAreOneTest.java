package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import dev.trunkline.lab.report.call.CallReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A phone that hears half a second later than the bridge sends: everything is told as the phone heard it. */
class BothClocksAreOneTest {

    private static final String RECORD = """
            {"endedBy": "agent", "end": "transferred", "transferredTo": "billing", "framesLost": 0,
             "transcript": [
              {"who": "agent", "text": "Hello.", "startMillis": 506, "spokenMillis": 900, "heardMillis": 900,
               "interrupted": false, "heardText": "Hello.", "scores": {"Interest": 0.4}},
              {"who": "agent", "text": "How can I help you?", "startMillis": 1406, "spokenMillis": 1500,
               "heardMillis": 1500, "interrupted": false, "heardText": "How can I help you?", "scores": {}},
              {"who": "caller", "text": "my balance", "startMillis": 4700, "heardText": "my balance",
               "scores": {"Anger": 0.48, "Doubt": 0.1}},
              {"who": "caller", "text": "please", "startMillis": 5100, "heardText": "please", "scores": {"Doubt": 0.3}},
              {"who": "agent", "text": "Your balance is ten pounds.", "startMillis": 5400, "spokenMillis": 3000,
               "heardMillis": 1200, "interrupted": true, "heardText": "Your balance", "scores": {}}],
             "bargeIns": [{"atMillis": 6590, "heardMillis": 1200}],
             "toolCalls": [{"atMillis": 7000, "name": "transfer_call", "parameters": "{}", "outcome": "ok",
               "content": "", "tookMillis": 3}],
             "events": [{"atMillis": 7000, "name": "digit", "detail": "4"}]}
            """;

    private static final List<Span> HEARD = List.of(new Span(1_075, 3_400), new Span(5_960, 7_100));

    @Test
    void sentencesBeginWhereThePhoneHeardThem() throws Exception {
        CallReport report = report(RECORD, 0);

        assertThat(report.transcript())
                .extracting(CallReport.Utterance::text, CallReport.Utterance::startMillis)
                .startsWith(tuple("Hello.", 1_075L), tuple("How can I help you?", 1_975L));
        assertThat(report.greetingMillis()).isEqualTo(report.transcript().get(0).startMillis());
        assertThat(sentence(report, "Your balance is ten pounds.").startMillis())
                .isEqualTo(5_960);
    }

    @Test
    void aSentenceIsCutWhereThePhoneFellSilentAndNotBeforeTheInterruption() throws Exception {
        CallReport report = report(RECORD, 0);

        assertThat(sentence(report, "Your balance is ten pounds.").endMillis()).isEqualTo(7_100);
        assertThat(report.bargeIns()).containsExactly(new CallReport.BargeIn(6_700, 400, 0, 1_200));
        assertThat(sentence(report, "Your balance is ten pounds.").endMillis())
                .isGreaterThan(report.bargeIns().get(0).atMillis());
    }

    @Test
    void toolsKeysAndEventsMoveAlong() throws Exception {
        CallReport report = report(RECORD, 0);

        long behindMillis = 560; // the least that lay between sending and hearing
        assertThat(report.toolCalls().get(0).atMillis()).isEqualTo(7_000 + behindMillis);
        assertThat(report.digits().get(0).atMillis()).isEqualTo(7_000 + behindMillis);
        assertThat(report.events().get(0).atMillis()).isEqualTo(7_000 + behindMillis);
    }

    @Test
    void theCallersExpressionIsKept() throws Exception {
        CallReport.Utterance said = sentence(report(RECORD, 0), "what is my balance");

        assertThat(said.scores()).containsEntry("Anger", 0.48).containsEntry("Doubt", 0.3);
        assertThat(said.heardText()).isEqualTo("my balance please");
    }

    @Test
    void whatWasUnderstoodIsCounted() throws Exception {
        CallReport understood = report(RECORD, 0);
        CallReport unclear = report(
                RECORD.replace("my balance\", \"startMillis", "(unclear)\", \"startMillis")
                        .replace("\"text\": \"please\"", "\"text\": \" \""),
                0);
        CallReport unheard = report("{\"transcript\": []}", 0);

        assertThat(List.of(understood.understood(), understood.utterances())).containsExactly(1L, 1L);
        assertThat(List.of(unclear.understood(), unclear.utterances())).containsExactly(0L, 1L);
        assertThat(List.of(unheard.understood(), unheard.utterances())).containsExactly(0L, 1L);
    }

    @Test
    void aStarvedMachineSaysSo() throws Exception {
        assertThat(report(RECORD, 9).invalid()).isEmpty();
        assertThat(report(RECORD, 11).invalid())
                .containsExactly(
                        "this machine was too busy to place a call: it sent 11 of 1000 frames over 20 ms late");
        assertThat(report(RECORD, 11).toJson().path("valid").asBoolean(true)).isFalse();
    }

    private static CallReport.Utterance sentence(CallReport report, String text) {
        return report.transcript().stream()
                .filter(said -> said.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static CallReport report(String record, int lateFrames) throws Exception {
        JsonNode bridge = new ObjectMapper().readTree(record);
        var facts = new CallReports.Facts("+1", "+2", Instant.EPOCH, "Hello, this is Alex.", "trunkline call");
        return new CallReports(phone(lateFrames), bridge, facts).report();
    }

    private static PhoneRecord phone(int lateFrames) {
        return new PhoneRecord(
                "CA1",
                List.of(new PhoneRecord.StreamRecord("MZ1", "ws://bridge", 0, 9_000, "closed 1000")),
                new PhoneRecord.Audio(new short[0], new short[0], 8_000),
                new PhoneRecord.Conversation(
                        List.of(new PhoneRecord.Utterance("what is my balance", 3_900, 5_000, false, 960)),
                        HEARD,
                        1_075,
                        List.of(new PhoneRecord.BargeIn(6_700, 7_100, 400, 0, 1_140, 9_000)),
                        List.of()),
                new PhoneRecord.Quality(0, 1_000, 0, lateFrames, 0, 0, 0, 0, 0),
                new PhoneRecord.CarrierLog(List.of(), List.of(), List.of(), List.of(), ""),
                new PhoneRecord.Ending(HungUpBy.AGENT, "completed", 9_000));
    }

    @Test
    void withoutARecordOnlyThePhoneIsAsked() throws Exception {
        var facts = new CallReports.Facts("+1", "+2", Instant.EPOCH, "", "");
        CallReport report = new CallReports(phone(0), MissingNode.getInstance(), facts).report();

        assertThat(report.transcript().get(0).startMillis()).isEqualTo(1_075);
        assertThat(report.understood()).isZero();
        assertThat(Map.copyOf(report.transcript().get(0).scores())).isEmpty();
    }
}
