package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.audio.SoundFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionBecomesReadyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'session.created','session':{'id':'sess_1'}}",
                "{'type':'conversation.created','conversation':{'id':'sess_1'}}", // as xAI begins
            })
    void whenItHasTakenItsSettings(String first) {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            assertThat(session.sent()).isEmpty();
            session.says(first);
            session.says(first);
            assertThat(session.sent()).singleElement().asString().startsWith("{'type':'session.update',");
            assertThat(session.call.heard).isEmpty();

            session.says("{'type':'session.updated','session':{}}");

            assertThat(session.call.heard).containsExactly("ready sess_1 sess_1");
            assertThat(session.call.leg().hears()).isEqualTo(SoundFormat.PHONE);
            assertThat(session.call.leg().traits()).isEqualTo(new FarEndTraits(FarEndTraits.Interruption.OURS, false));
            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void aNewCallerIsGreetedAndNobodyElse() {
        try (EmbeddedSession session =
                new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.greeting("Good day, {{nobody}}."))) {
            session.becomesReady();

            assertThat(session.sent())
                    .last()
                    .asString()
                    .isEqualTo("{'type':'response.create','event_id':'response_1','response':{'instructions':"
                            + "'Say exactly these words, in this language, and nothing before or after them: Good day, .',"
                            + "'tool_choice':'none'}}");
        }
        try (EmbeddedSession session = new EmbeddedSession(
                RealtimeDialect.GENERIC, EmbeddedSession.greeting("Hello.").resuming("sess_0", null))) {
            session.becomesReady();

            assertThat(session.sent()).hasSize(1);
        }
    }

    @Test
    void whatWasSaidBeforeIsSaidAgainBeforeAnythingElse() {
        HeardLine agent = new HeardLine(Speaker.AGENT, "How can I help?");
        HeardLine caller = new HeardLine(Speaker.CALLER, "My \"bill\".");
        try (EmbeddedSession session = new EmbeddedSession(
                RealtimeDialect.GENERIC, EmbeddedSession.greeting("Hello.").after(List.of(agent, caller)))) {
            session.becomesReady();

            assertThat(session.sent().subList(1, 3))
                    .containsExactly(
                            "{'type':'conversation.item.create','item':{'type':'message','role':'assistant',"
                                    + "'content':[{'type':'output_text','text':'How can I help?'}]}}",
                            "{'type':'conversation.item.create','item':{'type':'message','role':'user',"
                                    + "'content':[{'type':'input_text','text':'My \\'bill\\'.'}]}}");
            assertThat(session.sent()).isEmpty();
        }
        try (EmbeddedSession session =
                new EmbeddedSession(RealtimeDialect.AZURE_VOICE_LIVE, EmbeddedSession.after(agent))) {
            session.becomesReady();

            assertThat(session.sent()).last().asString().contains("{'type':'text','text':'How can I help?'}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'audio/pcm','rate':16000 | LINEAR16 | 16000",
                "'audio/pcm' | LINEAR16 | 24000",
                "'audio/pcmu' | MU_LAW | 8000",
            })
    void theFarEndHasTheLastWordOnItsSound(String type, SoundFormat.Encoding encoding, int sampleRateHz) {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.says("{'type':'session.created','session':{'id':'s'}}");
            String format = "{'format':{'type':" + type + "}}";
            session.says(
                    "{'type':'session.updated','session':{'audio':{'input':" + format + ",'output':" + format + "}}}");

            assertThat(session.call.leg().hears()).isEqualTo(new SoundFormat(encoding, sampleRateHz));
        }
    }

    @Test
    void aSoundThatWeDoNotKnowIsRefused() {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.says("{'type':'session.created','session':{'id':'s'}}");
            session.says("{'type':'session.updated','session':{'audio':{'output':{'format':{'type':'audio/opus'}}}}}");

            assertThat(session.call.heard).containsExactly("lost REFUSED");
        }
    }

    @Test
    void settingsThatAreNotTakenAreRefusedAtOnce() {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.says("{'type':'session.created','session':{'id':'s'}}");
            session.reports("unknown_parameter", "Unknown parameter: 'session.voice'.".replace("'", ""), "session");

            assertThat(session.call.heard).containsExactly("lost REFUSED");
        }
    }

    @Test
    void aFarEndThatSaysNothingIsNotWaitedForLong() {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.says("{'type':'session.created','session':{'id':'s'}}");
            session.answersPingsFor(4_100);

            assertThat(session.call.heard).containsExactly("lost DROPPED");
            assertThat(session.call.loss().detail()).isEqualTo("no session within 4000 ms");
            assertThat(session.call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void theEndIsToldAtTheBeginning() {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.says("{'type':'session.created','session':{'id':'s','expires_at':"
                    + (EmbeddedSession.NOW_SECONDS + 30) + "}}");
            session.says("{'type':'session.updated','session':{'id':'s'}}");
            session.says(
                    "{'type':'session.updated','session':{'expires_at':" + (EmbeddedSession.NOW_SECONDS + 20) + "}}");

            assertThat(session.call.heard)
                    .containsExactly(
                            "ready s s",
                            "ends soon " + TimeUnit.SECONDS.toNanos(30),
                            "ends soon " + TimeUnit.SECONDS.toNanos(20));
        }
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.OPENAI, EmbeddedSession.profile())) {
            session.becomesReady();

            assertThat(session.call.heard).last().isEqualTo("ends soon " + TimeUnit.MINUTES.toNanos(60));
        }
    }

    @Test
    void aCallThatDoesNotWantItAnyMoreIsToldNothing() {
        RecordingCall call = new RecordingCall() {
            @Override
            public void onReady(AiLeg ready, String chatId, String chatGroupId) {
                super.onReady(ready, chatId, chatGroupId);
                ready.close();
            }
        };
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.OPENAI, EmbeddedSession.profile(), call)) {
            session.becomesReady();

            assertThat(call.heard).containsExactly("ready sess_1 sess_1");
        }
    }

    @Test
    void whatBelongsToASessionDoesNotComeBeforeIt() {
        try (EmbeddedSession session = new EmbeddedSession(RealtimeDialect.GENERIC, EmbeddedSession.profile())) {
            session.opens();
            session.begins("r");
            session.sounds("r", "i", 160);

            assertThat(session.call.heard).containsExactly("rejected before_session", "rejected before_session");
        }
    }
}
