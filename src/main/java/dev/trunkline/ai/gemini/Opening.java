package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.gemini.GeminiCommand.ActivityDetection;
import dev.trunkline.ai.gemini.GeminiCommand.ClientContent;
import dev.trunkline.ai.gemini.GeminiCommand.Compression;
import dev.trunkline.ai.gemini.GeminiCommand.Content;
import dev.trunkline.ai.gemini.GeminiCommand.FunctionDeclaration;
import dev.trunkline.ai.gemini.GeminiCommand.GenerationConfig;
import dev.trunkline.ai.gemini.GeminiCommand.HistoryConfig;
import dev.trunkline.ai.gemini.GeminiCommand.PrebuiltVoice;
import dev.trunkline.ai.gemini.GeminiCommand.RealtimeInputConfig;
import dev.trunkline.ai.gemini.GeminiCommand.RealtimeText;
import dev.trunkline.ai.gemini.GeminiCommand.SessionResumption;
import dev.trunkline.ai.gemini.GeminiCommand.Setup;
import dev.trunkline.ai.gemini.GeminiCommand.SlidingWindow;
import dev.trunkline.ai.gemini.GeminiCommand.SpeechConfig;
import dev.trunkline.ai.gemini.GeminiCommand.Tool;
import dev.trunkline.ai.gemini.GeminiCommand.Transcription;
import dev.trunkline.ai.gemini.GeminiCommand.VoiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a session begins: what it is set up with, what was said before, who speaks first. Immutable.
 *
 * @param handle of the session to go on with; null for a new one
 */
record Opening(
        AgentProfile profile, GeminiModel model, @Nullable String handle) {

    /** Of what was said, more would only cost: the newest counts. */
    private static final int MOST_HISTORY_CHARS = 40_000;

    private static final double MIDDLE = 0.5;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]+)\\s*}}");

    Setup setup() {
        AgentDescription agent = profile.description();
        List<FunctionDeclaration> functions =
                profile.tools().stream().map(Opening::declaration).toList();
        return new Setup(
                model.name(),
                new GenerationConfig(List.of("AUDIO"), agent.temperature(), speech(agent)),
                instructions(agent),
                functions.isEmpty() ? List.of() : List.of(new Tool(functions)),
                realtimeInput(agent.turns()),
                new SessionResumption(handle),
                new Compression(new SlidingWindow()),
                new Transcription(),
                new Transcription(),
                history() == null || model.takesContentMidway() ? null : new HistoryConfig(true));
    }

    /** What follows when the session is there. */
    List<GeminiCommand> firstWords() {
        return Stream.of(history(), kickOff())
                .filter(Objects::nonNull)
                .map(GeminiCommand.class::cast)
                .toList();
    }

    /** What was said before, for a new session of an old conversation; null when nothing was, or Gemini remembers. */
    @Nullable
    ClientContent history() {
        if (handle != null || profile.heard().isEmpty()) {
            return null;
        }
        List<Content> turns = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        @Nullable Speaker speaker = null;
        for (HeardLine line : newest(profile.heard())) {
            if (speaker != null && line.speaker() != speaker) {
                turns.add(turn(speaker, lines));
                lines = new ArrayList<>();
            }
            speaker = line.speaker();
            lines.add(line.text());
        }
        if (speaker != null) {
            turns.add(turn(speaker, lines));
        }
        // Where a history is asked for, its end is the end of the history; elsewhere it would be a question.
        return new ClientContent(turns, !model.takesContentMidway());
    }

    private static List<HeardLine> newest(List<HeardLine> lines) {
        int from = lines.size();
        for (int chars = 0; from > 0; from--) {
            chars += lines.get(from - 1).text().length();
            if (chars > MOST_HISTORY_CHARS) {
                break;
            }
        }
        return lines.subList(from, lines.size());
    }

    private static Content turn(Speaker speaker, List<String> lines) {
        return Content.of(speaker == Speaker.CALLER ? "user" : "model", lines);
    }

    /** What makes the agent speak first; null where the conversation goes on, or the caller is to begin. */
    @Nullable
    RealtimeText kickOff() {
        String greeting = profile.description().greeting();
        boolean hasNews = profile.context() != null;
        boolean goesOn = handle != null ? !hasNews : !profile.heard().isEmpty();
        if (goesOn || (!hasNews && greeting != null && greeting.isBlank())) {
            return null;
        }
        return new RealtimeText(
                greeting == null || hasNews
                        ? "The caller is on the line. Speak first, as you were told."
                        : "The caller is on the line. Greet the caller with exactly these words: \"" + filled(greeting)
                                + "\"");
    }

    private @Nullable Content instructions(AgentDescription agent) {
        List<String> paragraphs = new ArrayList<>();
        if (agent.instructions() != null) {
            paragraphs.add(filled(agent.instructions()));
        }
        if (agent.language() != null && !model.takesLanguageCode()) {
            paragraphs.add("Speak this language with the caller: " + agent.language() + ".");
        }
        if (profile.context() != null) {
            paragraphs.add(profile.context());
        }
        return paragraphs.isEmpty() ? null : Content.of(null, paragraphs);
    }

    private String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll((MatchResult name) ->
                        Matcher.quoteReplacement(profile.variables().getOrDefault(name.group(1), "")));
    }

    private @Nullable SpeechConfig speech(AgentDescription agent) {
        VoiceConfig voice = agent.voice() == null ? null : new VoiceConfig(new PrebuiltVoice(agent.voice()));
        String language = model.takesLanguageCode() ? agent.language() : null;
        return voice == null && language == null ? null : new SpeechConfig(voice, language);
    }

    private static FunctionDeclaration declaration(ToolSpec tool) {
        return new FunctionDeclaration(tool.name(), tool.description(), GeminiSchema.of(tool.parametersSchemaJson()));
    }

    private static @Nullable RealtimeInputConfig realtimeInput(TurnDetection turns) {
        Double threshold = turns.threshold();
        String start =
                threshold == null ? null : threshold > MIDDLE ? "START_SENSITIVITY_LOW" : "START_SENSITIVITY_HIGH";
        String end = "low".equals(turns.eagerness())
                ? "END_SENSITIVITY_LOW"
                : "high".equals(turns.eagerness()) ? "END_SENSITIVITY_HIGH" : null;
        boolean usual = start == null && end == null && turns.silenceMillis() == null;
        ActivityDetection detection = usual ? null : new ActivityDetection(start, end, turns.silenceMillis());
        String handling = turns.weDecideInterruptions() ? "NO_INTERRUPTION" : null;
        return detection == null && handling == null ? null : new RealtimeInputConfig(detection, handling);
    }
}
