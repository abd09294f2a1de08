package org.talweg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.landscape.Problem;

class AnalysisTest {

    /** Of thousands of analyses in one process none is kept by the threads that worked for it: the one who looked on can be collected. */
    @Test
    void leavesNothingInItsThreads() throws InterruptedException {
        WeakReference<Watch> watch = watchOfASearch();
        for (int i = 0; i < 100 && watch.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(watch.get()).isNull();
    }

    private static WeakReference<Watch> watchOfASearch() {
        Watch watch = new Silent();
        Instance xor = Instance.of("1/1000", "1,1,1", "-1,1,-1", "1,-1,-1", "-1,-1,1");
        Analysis analysis = Analysis.of(new Problem(xor.data(), xor.lambda()), Effort.DEFAULT, watch, "");
        assertThat(analysis.allWidths()).isNotNull();
        return new WeakReference<>(watch);
    }

    private static final class Silent implements Watch {

        @Override
        public Task counting(String what) {
            return done -> {};
        }

        @Override
        public Task sharing(String what) {
            return done -> {};
        }

        @Override
        public void say(String line) {}

        @Override
        public boolean isListening() {
            return false;
        }

        @Override
        public boolean isStopped() {
            return false;
        }
    }
}
