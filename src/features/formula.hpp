#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// A formula over named values: numbers, names, + - * / and ** (power, right to left, before a sign
/// in front), brackets, exp(x). Made once, evaluated for many pixels.
class Formula {
  public:
    /// An input error says at which character the text is not understood.
    explicit Formula(const std::string& text);

    /// Names in the order they first occur.
    const std::vector<std::string>& names() const { return m_names; }

    /// inputs[i] belongs to names()[i]. Not a number, also for division by zero, gives NaN.
    double evaluate(const std::vector<double>& inputs) const;

    /// The same for `count` pixels in double precision, rounded once: inputs[i] is an array of
    /// floats, or, where it is null, constants[i] for all pixels.
    void evaluate(const std::vector<const float*>& inputs, const std::vector<double>& constants,
                  Index count, float* out) const;

  private:
    enum class Operation { number, name, add, subtract, multiply, divide, power, negate, exp };
    struct Step {
        Operation operation;
        double number = 0.0;
        std::size_t name = 0;
    };
    class Parser;

    std::vector<Step> m_steps;  ///< postfix: operands before operators
    std::vector<std::string> m_names;
    std::size_t m_depth = 0;  ///< of the stack
};

}  // namespace borderlens
