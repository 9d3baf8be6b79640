#include "features/formula.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace borderlens {

/// Recursive descent, writing postfix as it goes.
class Formula::Parser {
  public:
    Parser(const std::string& text, Formula& formula) : m_text(text), m_formula(formula) {}

    void parse() {
        sum();
        if (peek() != '\0') fail("an operator or the end");
    }

  private:
    void sum() {
        product();
        while (peek() == '+' || peek() == '-') {
            const Operation operation = take() == '+' ? Operation::add : Operation::subtract;
            product();
            emit({operation}, -1);
        }
    }

    void product() {
        signed_power();
        while ((peek() == '*' && !is_power()) || peek() == '/') {
            const Operation operation = take() == '*' ? Operation::multiply : Operation::divide;
            signed_power();
            emit({operation}, -1);
        }
    }

    void signed_power() {
        if (peek() == '-') {
            take();
            signed_power();
            emit({Operation::negate}, 0);
            return;
        }
        value();
        if (is_power()) {
            take();
            take();
            signed_power();
            emit({Operation::power}, -1);
        }
    }

    void value() {
        const char c = peek();
        if (c == '(') {
            take();
            sum();
            close();
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.') {
            number();
        } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            name();
        } else {
            fail("a number, a name or '('");
        }
    }

    void number() {
        double value = 0.0;
        const char* begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (error != std::errc()) fail("a number");
        m_at += static_cast<std::size_t>(end - begin);
        emit({Operation::number, value, 0}, 1);
    }

    void name() {
        const std::size_t start = m_at;
        while (m_at < m_text.size() &&
               (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == '_'))
            ++m_at;
        const std::string found = m_text.substr(start, m_at - start);
        if (found == "exp" && peek() == '(') {
            take();
            sum();
            close();
            emit({Operation::exp}, 0);
            return;
        }
        std::vector<std::string>& names = m_formula.m_names;
        const auto known = std::find(names.begin(), names.end(), found);
        const auto position = static_cast<std::size_t>(known - names.begin());
        if (known == names.end()) names.push_back(found);
        emit({Operation::name, 0.0, position}, 1);
    }

    void close() {
        if (peek() != ')') fail("')'");
        take();
    }

    bool is_power() { return peek() == '*' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '*'; }

    char peek() {
        while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    char take() {
        const char c = peek();
        ++m_at;
        return c;
    }

    void emit(Step step, int growth) {
        m_formula.m_steps.push_back(step);
        m_height += growth;
        m_formula.m_depth = std::max(m_formula.m_depth, static_cast<std::size_t>(m_height));
    }

    [[noreturn]] void fail(const char* expected) const {
        throw input_error("formula '{}': at character {} expected {}", m_text, m_at + 1, expected);
    }

    const std::string& m_text;
    Formula& m_formula;
    std::size_t m_at = 0;
    int m_height = 0;
};

namespace {

/// Powers of the catalogue are mostly 2 and 0.5, whose special forms are exact and fast.
double power(double base, double exponent) {
    if (exponent == 2.0) return base * base;
    if (exponent == 0.5) return std::sqrt(base);
    return std::pow(base, exponent);
}

constexpr Index chunk_px = 256;  // chosen: the stack of any formula stays in the first-level cache

}  // namespace

Formula::Formula(const std::string& text) {
    Parser(text, *this).parse();
}

double Formula::evaluate(const std::vector<double>& inputs) const {
    std::vector<double> stack;
    for (const Step& step : m_steps) {
        if (step.operation == Operation::number) {
            stack.push_back(step.number);
            continue;
        }
        if (step.operation == Operation::name) {
            stack.push_back(inputs.at(step.name));
            continue;
        }
        double& top = stack.back();
        if (step.operation == Operation::negate || step.operation == Operation::exp) {
            top = step.operation == Operation::exp ? std::exp(top) : -top;
            continue;
        }
        const double right = top;
        stack.pop_back();
        double& left = stack.back();
        if (step.operation == Operation::add) left += right;
        if (step.operation == Operation::subtract) left -= right;
        if (step.operation == Operation::multiply) left *= right;
        if (step.operation == Operation::divide) left /= right;
        if (step.operation == Operation::power) left = power(left, right);
    }
    return std::isfinite(stack.front()) ? stack.front() : std::numeric_limits<double>::quiet_NaN();
}

void Formula::evaluate(const std::vector<const float*>& inputs,
                       const std::vector<double>& constants, Index count, float* out) const {
    std::vector<double> stack(m_depth * static_cast<std::size_t>(chunk_px));
    for (Index start = 0; start < count; start += chunk_px) {
        const Index here = std::min(chunk_px, count - start);
        double* next = stack.data();  // the first free row of the stack
        const auto fill = [&](double value) {
            std::fill_n(next, here, value);
            next += chunk_px;
        };
        const auto each = [&](const auto& combine) {
            double* left = next - 2 * chunk_px;
            const double* right = next - chunk_px;
            for (Index i = 0; i < here; ++i) left[i] = combine(left[i], right[i]);
            next -= chunk_px;
        };
        for (const Step& step : m_steps) {
            double* top = next - chunk_px;
            switch (step.operation) {
                case Operation::number:
                    fill(step.number);
                    break;
                case Operation::name:
                    if (const float* input = inputs.at(step.name)) {
                        for (Index i = 0; i < here; ++i)
                            next[i] = static_cast<double>(input[start + i]);
                        next += chunk_px;
                    } else {
                        fill(constants.at(step.name));
                    }
                    break;
                case Operation::add:
                    each([](double a, double b) { return a + b; });
                    break;
                case Operation::subtract:
                    each([](double a, double b) { return a - b; });
                    break;
                case Operation::multiply:
                    each([](double a, double b) { return a * b; });
                    break;
                case Operation::divide:
                    each([](double a, double b) { return a / b; });
                    break;
                case Operation::power:
                    each(power);
                    break;
                case Operation::negate:
                    for (Index i = 0; i < here; ++i) top[i] = -top[i];
                    break;
                case Operation::exp:
                    for (Index i = 0; i < here; ++i) top[i] = std::exp(top[i]);
                    break;
            }
        }
        for (Index i = 0; i < here; ++i)
            out[start + i] = std::isfinite(stack[static_cast<std::size_t>(i)])
                                 ? static_cast<float>(stack[static_cast<std::size_t>(i)])
                                 : std::numeric_limits<float>::quiet_NaN();
    }
}

}  // namespace borderlens
