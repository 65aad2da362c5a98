package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CallLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(CallLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final CallLog log = new CallLog();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aCallIsAFewLinesWithItsSidAndNoPersonalData() {
        var call = new IncomingCall("CA1", "MZ1", "+14155550100", "+18005550199", Map.of());
        var transfer = new ToolCall("t1", "transfer_call", "{\"summary\":\"Mrs Canary owes 12 dollars\"}", false, true);

        log.onEvent("CA1", 0, new CallEvent.Answered(call, "default", false));
        log.onEvent("CA1", 1, new TalkEvent.CallerSaid("my name is canary", false, Map.of()));
        log.onEvent("CA1", 2, new TalkEvent.AgentSays("m1", "hello canary", Map.of()));
        log.onEvent("CA1", 3, new FarEndEvent.ToolCalled(transfer));
        log.onEvent("CA1", 4, new FarEndEvent.ToolAnswered(transfer, "ok", "canary goes to billing", 1));
        log.onEvent("CA1", 5, new CallEvent.Ended(CallEnd.TRANSFERRED, new CarrierInstruction.HangUp(), "billing", 9));

        assertThat(lines.list)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.getKeyValuePairs())
                        .anySatisfy(pair -> assertThat(pair.toString()).isEqualTo("callSid=\"CA1\"")));
        assertThat(written()).doesNotContainIgnoringCase("canary").doesNotContain("5550100");
        assertThat(written()).contains("from=\"+14*******00\"").contains("end=\"transferred\"");
    }

    @Test
    void hostileNamesCannotForgeALine() {
        var call = new IncomingCall("CA1\nERROR forged", "MZ1", "x\r\ny", "z", Map.of());

        log.onEvent("CA1\nERROR forged", 0, new CallEvent.Answered(call, "default", false));

        assertThat(written().strip().lines()).hasSize(1);
    }

    @Test
    void aCallThatIsTransferredToNobodySaysNothingOfIt() {
        log.onEvent("CA1", 0, new CallEvent.Ended(CallEnd.CALLER_HUNG_UP, new CarrierInstruction.HangUp(), null, 9));

        assertThat(written()).doesNotContain("transferredTo").doesNotContain("null");
    }

    private String written() {
        var layout = new LogLine();
        StringBuilder text = new StringBuilder();
        lines.list.forEach(line -> text.append(layout.doLayout(line)));
        return text.toString();
    }
}
