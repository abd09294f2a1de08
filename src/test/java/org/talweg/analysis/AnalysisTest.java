package org.talweg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.data.Dataset;
import org.talweg.landscape.Problem;

class AnalysisTest {

    /** Of thousands of analyses in one process none is kept by the threads that worked for it. */
    @Test
    void leavesNothingInItsThreads() throws InterruptedException {
        WeakReference<Dataset> data = dataOfASearch();
        for (int i = 0; i < 100 && data.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(data.get()).isNull();
    }

    private static WeakReference<Dataset> dataOfASearch() {
        Instance xor = Instance.of("1/1000", "1,1,1", "-1,1,-1", "1,-1,-1", "-1,-1,1");
        Analysis analysis = Analysis.of(new Problem(xor.data(), xor.lambda()), Effort.DEFAULT);
        assertThat(analysis.allWidths()).isNotNull();
        return new WeakReference<>(xor.data());
    }
}
