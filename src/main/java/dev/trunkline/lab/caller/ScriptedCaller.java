package dev.trunkline.lab.caller;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.PhoneSound;
import dev.trunkline.speech.Speech;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A caller who follows a {@link CallerScript}, one block of the line at a time; the line is the only clock. Built on any
 * thread, then confined to the call's loop.
 */
public final class ScriptedCaller {

    private static final int DIGIT_BLOCKS = Blocks.of(200);
    private static final int PAUSE_BLOCKS = Blocks.of(400);

    private final Deque<Act> acts = new ArrayDeque<>();
    private final CallerActions actions;
    private final SplittableRandom noise;
    private final int noisePeak;
    private final RoomSound room;
    private int block;
    private int actSinceBlock;
    private boolean agentHeardSinceLastWord;
    private int agentSinceBlock;
    private int agentLastHeardBlock = -PAUSE_BLOCKS;
    private PhoneSound speaking = PhoneSound.NOTHING;
    private int speakingSinceBlock;
    private boolean isTurn = true;

    /** Turns the script's speech into telephone sound, which is slow: not to be called on a loop. */
    public ScriptedCaller(CallerScript script, CallerActions actions) {
        this.actions = actions;
        this.noise = new SplittableRandom(script.noiseSeed());
        this.noisePeak = script.noisePeak();
        this.room = new RoomSound(script.room());
        for (CallerStep step : script.steps()) {
            acts.addAll(acts(step));
        }
        acts.add(elapsed -> elapsed >= Blocks.of(script.patienceMillis()));
        acts.add(elapsed -> hangUp());
    }

    /**
     * One block goes by.
     *
     * @param agentBlock what the telephone plays in it
     * @param agentAudible whether the far end is heard in it
     * @param block gets what is said into the telephone in it
     */
    public void nextBlock(short[] agentBlock, boolean agentAudible, short[] block) {
        listen(agentAudible);
        act();
        speaking.copyBlock(this.block - speakingSinceBlock, block);
        addNoise(block);
        room.add(agentBlock, block);
        this.block++;
    }

    /** One thing to do; asked in every block until it is done. */
    private interface Act {
        /** Returns whether it is done. */
        boolean isDone(int elapsedBlocks);
    }

    private void listen(boolean agentAudible) {
        if (isTurn && block - speakingSinceBlock == speaking.audibleToBlock()) {
            agentHeardSinceLastWord = false;
        }
        if (agentAudible) {
            if (block - agentLastHeardBlock > PAUSE_BLOCKS) {
                agentSinceBlock = block;
            }
            agentLastHeardBlock = block;
            agentHeardSinceLastWord = true;
        }
    }

    private void act() {
        Act act = acts.peek();
        while (act != null && !isSpeaking() && act.isDone(block - actSinceBlock)) {
            acts.remove();
            actSinceBlock = block;
            act = isSpeaking() ? null : acts.peek();
        }
        if (isSpeaking()) {
            actSinceBlock = block + 1;
        }
    }

    private boolean isSpeaking() {
        return block - speakingSinceBlock < speaking.blocks();
    }

    private List<Act> acts(CallerStep step) {
        if (step instanceof CallerStep.AwaitAgent await) {
            return List.of(
                    elapsed -> isAnswered(Blocks.of(await.quietMillis())) || elapsed >= Blocks.of(await.capMillis()));
        }
        if (step instanceof CallerStep.AwaitReaction await) {
            int beginBlocks = Blocks.of(await.beginMillis());
            int quietBlocks = Blocks.of(await.quietMillis());
            int capBlocks = Blocks.of(await.capMillis());
            return List.of(elapsed -> isAnswered(quietBlocks)
                    || (elapsed >= beginBlocks && !agentHeardSinceLastWord)
                    || elapsed >= capBlocks);
        }
        if (step instanceof CallerStep.Say say) {
            return List.of(say(say.text(), say.speech(), say.sound()));
        }
        if (step instanceof CallerStep.Interrupt interrupt) {
            int afterBlocks = Blocks.of(interrupt.afterMillis());
            int capBlocks = Blocks.of(interrupt.capMillis());
            return List.of(
                    elapsed -> isAgentSpeakingFor(afterBlocks) || elapsed >= capBlocks,
                    say(interrupt.text(), interrupt.speech(), interrupt.sound()));
        }
        if (step instanceof CallerStep.Press press) {
            return presses(press.digits());
        }
        if (step instanceof CallerStep.Pause pause) {
            return List.of(elapsed -> elapsed >= Blocks.of(pause.millis()));
        }
        return List.of(elapsed -> hangUp());
    }

    private Act say(String text, Speech speech, CallerSound meaning) {
        PhoneSound sound = PhoneSound.of(speech);
        return elapsed -> {
            speaking = sound;
            speakingSinceBlock = block;
            isTurn = meaning == CallerSound.TURN;
            actions.says(text, meaning, sound.audibleFromBlock(), sound.audibleToBlock());
            return true;
        };
    }

    private List<Act> presses(String digits) {
        List<Act> presses = new ArrayList<>();
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            presses.add(elapsed -> {
                agentHeardSinceLastWord = false;
                actions.presses(digit);
                return true;
            });
            presses.add(elapsed -> elapsed >= DIGIT_BLOCKS);
        }
        return presses;
    }

    private boolean hangUp() {
        acts.clear();
        acts.add(elapsed -> false);
        actions.hangsUp();
        return false;
    }

    private boolean isAnswered(int quietBlocks) {
        return agentHeardSinceLastWord && block - agentLastHeardBlock > quietBlocks;
    }

    private boolean isAgentSpeakingFor(int blocks) {
        return agentHeardSinceLastWord
                && block - agentLastHeardBlock <= PAUSE_BLOCKS
                && block - agentSinceBlock >= blocks;
    }

    private void addNoise(short[] samples) {
        if (noisePeak == 0) {
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            int sum = samples[i] + noise.nextInt(-noisePeak, noisePeak + 1);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
        }
    }
}
