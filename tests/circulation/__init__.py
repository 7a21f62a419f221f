"""Tests of the settings for deliveries."""
