package dev.trunkline.speech.sphinx;

import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.SearchGraph;
import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.flat.CIPhoneLoop;
import edu.cmu.sphinx.util.LogMath;
import edu.cmu.sphinx.util.props.PropertySheet;

/** A language without words: any sound may follow any. Confined to one thread at a time. */
final class AnySounds implements Linguist {

    private final SearchGraph loop;

    /** @param insertionProbability what each further sound costs */
    AnySounds(AcousticModel acoustics, double insertionProbability) {
        float cost = LogMath.getLogMath().linearToLog(insertionProbability);
        loop = new CIPhoneLoop(acoustics, cost).getSearchGraph();
    }

    @Override
    public SearchGraph getSearchGraph() {
        return loop;
    }

    @Override
    public void newProperties(PropertySheet properties) {}

    @Override
    public void allocate() {}

    @Override
    public void deallocate() {}

    @Override
    public void startRecognition() {}

    @Override
    public void stopRecognition() {}
}
