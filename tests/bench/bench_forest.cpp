// Random forests at work: 100 trees of depth 25 on the same pixels, per core.
// usage: bench_forest [pixels]. Writes one table; peers that are not installed are left out.
#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <opencv2/ml.hpp>

#include "base/random.hpp"
#include "learning/compiled_forest.hpp"
#include "learning/opencv_tree.hpp"

using namespace borderlens;

namespace {

constexpr int classes = 8;

/// Processor time, not the clock's: per core whatever the threads, and beside other work.
double now_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Correlated bands in whole numbers like 16-bit reflectances: overlapping classes grow deep trees.
cv::Mat draw(int rows, int features, Random& random, cv::Mat* labels) {
    cv::Mat values(rows, features, CV_32F);
    for (int r = 0; r < rows; ++r) {
        const int c = static_cast<int>(random.below(classes));
        if (labels != nullptr) labels->at<int>(r) = c;
        const double brightness = 400.0 * random.normal();
        for (int f = 0; f < features; ++f)
            values.at<float>(r, f) = static_cast<float>(
                std::round(std::max(0.0, 2000.0 + 350.0 * ((c * 5 + f * 3) % 7) + brightness +
                                             350.0 * random.normal())));
    }
    return values;
}

void row(const char* who, int features, double pixels, double seconds, double reference) {
    fmt::print("| {:<28} | {:>3} | {:>8.4f} | {:>6.1f} |\n", who, features, pixels / seconds / 1e6,
               reference > 0.0 ? pixels / seconds / reference : 1.0);
    std::fflush(stdout);
}

/// Trains scikit-learn's forest on the same rows and times its predict with one job.
double sklearn_seconds(const cv::Mat& samples, const cv::Mat& labels, const cv::Mat& pixels) {
    if (std::system("/usr/bin/python3 -c 'import sklearn' >/dev/null 2>&1") != 0) return -1.0;
    const std::string folder =
        (std::filesystem::temp_directory_path() / ("bench_forest_" + std::to_string(::getpid())))
            .string();
    std::filesystem::create_directory(folder);
    const auto dump = [&](const char* name, const cv::Mat& mat) {
        std::ofstream file(folder + "/" + name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(mat.data),
                   static_cast<std::streamsize>(mat.total() * mat.elemSize()));
    };
    dump("x", samples);
    dump("y", labels);
    dump("p", pixels);
    std::ofstream(folder + "/run.py") << fmt::format(
        "import numpy as np, time\nfrom sklearn.ensemble import RandomForestClassifier\n"
        "x=np.fromfile('{0}/x','f4').reshape(-1,{1});y=np.fromfile('{0}/y','i4')\n"
        "p=np.fromfile('{0}/p','f4').reshape(-1,{1})\n"
        "m=RandomForestClassifier(100,max_depth=25,n_jobs=1,random_state=1).fit(x,y)\n"
        "t=time.process_time();m.predict(p);print(time.process_time()-t,file=open('{0}/"
        "seconds','w'))\n",
        folder, samples.cols);
    double seconds = -1.0;
    if (std::system(("/usr/bin/python3 " + folder + "/run.py").c_str()) == 0)
        std::ifstream(folder + "/seconds") >> seconds;
    std::filesystem::remove_all(folder);
    return seconds;
}

void bench(int features, int count) {
    Random random(7);
    cv::Mat labels(20000, 1, CV_32S);
    const cv::Mat samples = draw(20000, features, random, &labels);
    const cv::Mat pixels = draw(count, features, random, nullptr);
    const auto model = cv::ml::RTrees::create();
    model->setMaxDepth(25);
    model->setMinSampleCount(2);
    model->setTermCriteria(cv::TermCriteria(cv::TermCriteria::COUNT, 100, 0.0));
    cv::theRNG().state = 3;
    model->train(cv::ml::TrainData::create(samples, cv::ml::ROW_SAMPLE, labels));
    Legend legend;
    for (int c = 0; c < classes; ++c) legend.push_back({c + 1, std::to_string(c + 1), {}});
    std::vector<std::string> names;
    for (int f = 0; f < features; ++f) names.push_back("f" + std::to_string(f));
    const CompiledForest compiled(opencv_forest(*model, names, legend));

    const int few = std::min(count, 20000);
    cv::Mat answers;
    double start = now_s();
    model->predict(pixels.rowRange(0, few), answers);
    const double opencv_s = now_s() - start;
    const double reference = few / opencv_s;
    row("OpenCV RTrees::predict", features, few, opencv_s, reference);

    cv::Mat columns;
    cv::transpose(pixels, columns);
    std::vector<const float*> bands;
    for (int f = 0; f < features; ++f) bands.push_back(columns.ptr<float>(f));
    const std::pair<ForestPath, const char*> paths[] = {
        {ForestPath::plain, "borderlens, plain C++"},
        {ForestPath::avx2, "borderlens, AVX2"},
        {ForestPath::avx512, "borderlens, AVX-512"}};
    for (const auto& [path, name] : paths) {
        if (!CompiledForest::can_run(path)) continue;
        for (const Decision decision : {Decision::votes, Decision::shares}) {
            CompiledForest::Wanted wanted;
            wanted.path = path;
            wanted.decision = decision;
            double best = 1e9;
            Index wrong = 0;
            for (int round = 0; round < 3; ++round) {
                start = now_s();
                const ForestAnswer answer = compiled.predict(bands, count, wanted);
                best = std::min(best, now_s() - start);
                wrong = 0;
                for (int i = 0; i < few; ++i)
                    wrong += static_cast<int>(answers.at<float>(i)) !=
                             answer.labels[static_cast<std::size_t>(i)];
            }
            if (wrong > 0) fmt::print("{}: {} labels differ from OpenCV's\n", name, wrong);
            row(fmt::format("{}, {}", name, decision == Decision::votes ? "votes" : "shares")
                    .c_str(),
                features, count, best, reference);
        }
    }
    const double sklearn_s =
        sklearn_seconds(samples, labels, pixels.rowRange(0, std::min(count, 100000)));
    if (sklearn_s > 0.0)
        row("scikit-learn predict", features, std::min(count, 100000), sklearn_s, reference);
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 400000;
    cv::setNumThreads(1);
    fmt::print("| who | features | Mpixel/s per core | times OpenCV |\n|---|---|---|---|\n");
    for (const int features : {10, 60}) bench(features, count);
    return 0;
}
