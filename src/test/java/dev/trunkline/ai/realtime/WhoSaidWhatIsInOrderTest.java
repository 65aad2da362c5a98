package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The caller's words are often known when the answer to them has begun. */
class WhoSaidWhatIsInOrderTest {

    @Test
    void theAgentsWordsAreToldAfterThoseThatTheyAnswerAndItsSoundAtOnce() {
        try (EmbeddedSession session = answering()) {
            session.transcribes("c1", "What is my balance?");
            says(session, "pounds.");

            assertThat(session.call.heard)
                    .containsExactly(
                            "audio i1 00", "user What is my balance?", "more i1 Ten ", "turn ended", "more i1 pounds.");
        }
    }

    @Test
    void forAMomentOnlyAndNeverAgainWhereNobodyWritesThemDown() {
        try (EmbeddedSession session = answering()) {
            session.scheduler.advanceMillis(1_500);
            assertThat(session.call.heard).containsExactly("audio i1 00", "more i1 Ten ", "turn ended");
            session.call.heard.clear();

            session.hears("committed", "c2");
            says(session, "Yes.");
            assertThat(session.call.heard).containsExactly("more i1 Yes.");
            session.transcribes("c2", "Ten?");
            session.hears("committed", "c3");
            says(session, "Sure.");

            assertThat(session.call.heard).containsExactly("more i1 Yes.", "user Ten?");
        }
    }

    @Test
    void whoeverInterruptsIsToldAfterWhatWasHeard() {
        try (EmbeddedSession session = answering()) {
            session.hears("speech_started", "c2");

            assertThat(session.call.heard).containsExactly("audio i1 00", "more i1 Ten ", "turn ended", "interrupted");
        }
    }

    @Test
    void whoeverLosesTheWireIsToldBeforeWhatWasHeard() {
        try (EmbeddedSession session = answering()) {
            session.channel.close();

            assertThat(session.call.heard).containsExactly("audio i1 00", "more i1 Ten ", "turn ended", "lost DROPPED");
        }
    }

    @Test
    void anAnswerWaitsForTheWordsBeforeItAloneAndNotForThoseOfALaterTurn() {
        try (EmbeddedSession session = answering()) {
            session.hears("committed", "c2");
            session.call.heard.clear();

            session.transcribes("c1", "What is my balance?");
            assertThat(session.call.heard).containsExactly("user What is my balance?", "more i1 Ten ", "turn ended");
            session.transcribes("c2", "In pounds.");

            assertThat(session.call.heard).endsWith("user In pounds.").hasSize(4);
        }
    }

    @Test
    void turnsAreToldInTheirOrderAlsoWhereTheLaterOnesWordsComeFirst() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.hears("committed", "c1");
            session.hears("committed", "c2");
            session.says("{'type':'conversation.item.input_audio_transcription.delta','item_id':'c2','delta':'In'}");
            session.transcribes("c2", "In pounds.");
            assertThat(session.call.heard).isEmpty();

            session.transcribes("c1", "What is my balance?");

            assertThat(session.call.heard).containsExactly("user What is my balance?", "user In pounds.");
        }
    }

    @Test
    void oneTurnThatNobodyWritesDownHoldsOthersNoLongerThanItself() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.hears("committed", "c1");
            session.scheduler.advanceMillis(1_000);
            session.hears("committed", "c2");
            session.transcribes("c2", "In pounds.");
            session.scheduler.advanceMillis(500);
            assertThat(session.call.heard).containsExactly("user In pounds.");

            session.hears("committed", "c3");
            says(session, "Ten ");
            session.transcribes("c3", "Please.");

            assertThat(session.call.heard).containsExactly("user In pounds.", "user Please.", "more i1 Ten ");
        }
    }

    @Test
    void wordsOfATurnThatIsOverAreNoPartOfTheNextOne() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().sendAudio(new byte[16_000], 16_000); // two seconds, in mu-law
            session.hears("committed", "c1");
            session.hears("speech_started", "c2");
            session.call.leg().sendAudio(new byte[8_000], 8_000);
            session.transcribes("c1", "What is my balance?");

            assertThat(session.call.understood).containsExactly(16_000L - 200 * 8);
            session.hears("committed", "c2");
            session.begins("r1");
            says(session, "Ten ");
            session.transcribes("c2", "In pounds.");

            assertThat(session.call.understood).containsExactly(14_400L, 22_400L, 22_400L);
        }
    }

    /** After a failover, say: it gets at once what the caller has said meanwhile, in two turns. */
    @Test
    void whatWasSentFasterThanItIsHeardIsUnderstoodAsFarAsTheFarEndSays() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().sendAudio(new byte[32_000], 32_000); // four seconds
            session.says("{'type':'input_audio_buffer.speech_stopped','item_id':'c1','audio_end_ms':1500}");
            session.hears("committed", "c1");
            session.begins("r1");
            says(session, "Ten ");
            session.transcribes("c1", "What is my balance?");

            assertThat(session.call.understood).containsExactly(12_000L, 12_000L);

            session.hears("speech_started", "c2");
            session.says("{'type':'input_audio_buffer.speech_stopped','item_id':'c2','audio_end_ms':3900}");
            session.hears("committed", "c2");
            session.transcribes("c2", "In pounds.");

            assertThat(session.call.understood).endsWith(32_000L - 200 * 8);
        }
    }

    /** Such as since the turn's own beginning. */
    @Test
    void aFarEndThatCountsOtherwiseIsNotBelieved() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            callerSounds(session, 20_000);
            session.says("{'type':'input_audio_buffer.speech_stopped','item_id':'c1','audio_end_ms':1500}");
            session.hears("committed", "c1");
            session.transcribes("c1", "What is my balance?");

            assertThat(session.call.understood).containsExactly(160_000L - 200 * 8);
        }
    }

    /** What came behind his words, such as a cough, it has heard by then: it is not said again to the next one. */
    @Test
    void whoWasBehindHasCaughtUpWhenItAnswersLater() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().sendAudio(new byte[32_000], 32_000); // four seconds
            session.says("{'type':'input_audio_buffer.speech_stopped','item_id':'c1','audio_end_ms':1500}");
            session.hears("committed", "c1");
            session.transcribes("c1", "What is my balance?");

            callerSounds(session, 1_000);
            session.begins("r1");
            says(session, "One moment.");
            session.ends("r1", "completed");
            callerSounds(session, 3_000);
            session.begins("r2");
            says(session, "Ten ");

            assertThat(session.call.understood).containsExactly(12_000L, 40_000L - 1_500 * 8, 64_000L - 200 * 8);
        }
    }

    /** Some commit a turn only when they are sure that it is over. */
    @Test
    void aTurnEndsWhereItStoppedHoweverLateThatIsTold() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            callerSounds(session, 2_000);
            session.says("{'type':'input_audio_buffer.speech_stopped','item_id':'c1','audio_end_ms':1900}");
            callerSounds(session, 1_000);
            session.hears("committed", "c1");
            session.transcribes("c1", "What is my balance?");

            assertThat(session.call.understood).containsExactly(16_000L - 200 * 8);
        }
    }

    /** As it is said. */
    private static void callerSounds(EmbeddedSession session, int millis) {
        for (int sent = 0; sent < millis; sent += 100) {
            session.call.leg().sendAudio(new byte[800], 800);
            session.call.leg().flush();
            session.answersPingsFor(100);
        }
    }

    /** Of a far end that ends turns early, before the caller's last sound: it would be said again to the next one. */
    @Test
    void anAnswerAnswersWhatCameBehindTheTurnAsWellUnlessTheCallerSpeaksAgain() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.hears("committed", "c1");
            session.call.leg().sendAudio(new byte[8_000], 8_000); // a second
            session.begins("r1");
            says(session, "Ten ");
            session.transcribes("c1", "What is my balance?");
            assertThat(session.call.understood).containsExactly(0L, 6_400L);

            session.ends("r1", "completed");
            session.hears("speech_started", "c2");
            session.call.leg().sendAudio(new byte[8_000], 8_000);
            session.begins("r2");
            says(session, "And ");

            assertThat(session.call.understood).endsWith(0L);
        }
    }

    @Test
    void aTurnThatNobodyUnderstandsIsNotWaitedFor() {
        try (EmbeddedSession session = answering()) {
            session.says("{'type':'conversation.item.input_audio_transcription.failed','item_id':'c1',"
                    + "'error':{'code':'c','message':'m'}}");

            assertThat(session.call.heard).endsWith("more i1 Ten ", "turn ended");
        }
    }

    /** An answer, of which sound and words have come, to words that have not. */
    private static EmbeddedSession answering() {
        EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile());
        session.hears("committed", "c1");
        session.begins("r1");
        says(session, "Ten ");
        session.sounds("r1", "i1", 1);
        session.ends("r1", "completed");
        return session;
    }

    private static void says(EmbeddedSession session, String words) {
        session.says("{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1','delta':'"
                + words + "'}");
    }

    @Test
    void aFarEndThatOnlyEverCommitsTurnsIsNotWaitedForLong() {
        try (EmbeddedSession session = answering()) {
            for (int turn = 2; turn < 6; turn++) {
                session.scheduler.advanceMillis(1_000);
                session.hears("committed", "c" + turn);
            }

            assertThat(session.call.heard).contains("more i1 Ten ", "turn ended");
        }
    }

    @Test
    void whoeverTalksWithoutEndMeanwhileIsNotKept() {
        try (EmbeddedSession session = answering()) {
            for (int i = 0; i < 1_000; i++) {
                says(session, "on and on ");
            }

            assertThat(session.call.heard).contains("more i1 Ten ");
        }
    }
}
